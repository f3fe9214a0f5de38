using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Registration.Mapping;

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("Invitations");
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Country).HasMaxLength(MappedLengths.Country);
        builder.Property(one => one.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(one => one.Email).HasMaxLength(MappedLengths.Email);
        builder.Property(one => one.Language).HasMaxLength(MappedLengths.Language);
        builder.Property(one => one.Written).HasMaxLength(MappedLengths.Unlimited);
        builder.Property(one => one.Question).HasMaxLength(MappedLengths.Unlimited);
        builder.Property(one => one.Revision).IsConcurrencyToken();
        builder.HasIndex(one => new { one.CoordinatorId, one.InvitedAt });
        builder.Ignore(one => one.Step);
        builder.HasOne<Authority>().WithMany().HasForeignKey(one => one.CoordinatorId).OnDelete(DeleteBehavior.NoAction);
    }
}
