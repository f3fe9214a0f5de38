using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Accounts.Mapping;

internal sealed class ProviderLinkMapping : IEntityTypeConfiguration<ProviderLink>
{
    public void Configure(EntityTypeBuilder<ProviderLink> builder)
    {
        builder.ToTable("ProviderLinks");
        // One account per person and provider: a second one with the same e-mail address is refused.
        builder.HasKey(link => new { link.UserId, link.Issuer });
        builder.Property(link => link.Issuer).HasMaxLength(MappedLengths.Default).IsUnicode(false);
        builder.Property(link => link.Key).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasIndex(link => link.Key).IsUnique();
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(link => link.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
