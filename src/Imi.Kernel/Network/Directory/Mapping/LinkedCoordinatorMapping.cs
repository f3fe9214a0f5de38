using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Directory.Mapping;

internal sealed class LinkedCoordinatorMapping : IEntityTypeConfiguration<LinkedCoordinator>
{
    public void Configure(EntityTypeBuilder<LinkedCoordinator> builder)
    {
        builder.ToTable("LinkedCoordinators");
        builder.HasKey(one => new
        {
            one.AuthorityId,
            one.Module,
            one.Procedure,
            one.Capacity,
            one.CoordinatorId,
        });
        builder.Property(one => one.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(one => one.Procedure).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(one => one.CoordinatorId);
        builder.HasOne<Authority>().WithMany().HasForeignKey(one => one.CoordinatorId).OnDelete(DeleteBehavior.NoAction);
    }
}
