using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Mandates.Mapping;

internal sealed class DelegationMapping : IEntityTypeConfiguration<Delegation>
{
    public void Configure(EntityTypeBuilder<Delegation> builder)
    {
        builder.ToTable("Delegations");
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Region).HasMaxLength(MappedLengths.Country);
        builder.Property(one => one.Module).HasMaxLength(MappedLengths.Name);
        builder.HasOne<Authority>().WithMany().HasForeignKey(one => one.CoordinatorId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Region>().WithMany().HasForeignKey(one => one.Region).OnDelete(DeleteBehavior.NoAction);
    }
}
