using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Accounts.Mapping;

internal sealed class CredentialMapping : IEntityTypeConfiguration<Credential>
{
    public void Configure(EntityTypeBuilder<Credential> builder)
    {
        builder.ToTable("Credentials");
        builder.HasKey(credential => credential.UserId);
        builder.Property(credential => credential.UserId).ValueGeneratedNever();
        builder.Property(credential => credential.Email).HasMaxLength(MappedLengths.Email);
        builder.Property(credential => credential.SecurityStamp).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasIndex(credential => credential.Email);
        builder.HasOne<ImiUser>().WithOne().HasForeignKey<Credential>(credential => credential.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
