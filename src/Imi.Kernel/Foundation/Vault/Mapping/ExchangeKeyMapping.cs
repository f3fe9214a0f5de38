using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Foundation.Vault.Mapping;

internal sealed class ExchangeKeyMapping : IEntityTypeConfiguration<ExchangeKey>
{
    public void Configure(EntityTypeBuilder<ExchangeKey> builder)
    {
        builder.ToTable("ExchangeKeys");
        // No foreign key: the register of data subjects' requests keeps its keys here too, so that a backup parts them from content alike.
        builder.HasKey(key => key.ExchangeId);
        builder.Property(key => key.ExchangeId).ValueGeneratedNever();
    }
}
