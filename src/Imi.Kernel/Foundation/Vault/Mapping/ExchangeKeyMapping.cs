using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Foundation.Vault.Mapping;

internal sealed class ExchangeKeyMapping : IEntityTypeConfiguration<ExchangeKey>
{
    public void Configure(EntityTypeBuilder<ExchangeKey> builder)
    {
        builder.ToTable("ExchangeKeys");
        // No foreign key: data subjects' requests keep their keys here too, so that backups separate them from content as well.
        builder.HasKey(key => key.ExchangeId);
        builder.Property(key => key.ExchangeId).ValueGeneratedNever();
    }
}
