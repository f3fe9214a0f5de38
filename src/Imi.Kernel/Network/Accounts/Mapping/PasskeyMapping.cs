using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Accounts.Mapping;

internal sealed class PasskeyMapping : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.ToTable("Passkeys");
        builder.HasKey(passkey => passkey.Id);
        builder.Property(passkey => passkey.Id).HasMaxLength(MappedLengths.PasskeyId).IsUnicode(false).ValueGeneratedNever();
        builder.Property(passkey => passkey.Name).HasMaxLength(Passkey.LongestName);
        builder.Property(passkey => passkey.PublicKey).HasMaxLength(MappedLengths.Unlimited);
        builder.HasIndex(passkey => passkey.UserId);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(passkey => passkey.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
