using System.Text.Json;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Exchanges.Mapping;

internal sealed class ParticipationMapping : IEntityTypeConfiguration<Participation>
{
    public void Configure(EntityTypeBuilder<Participation> builder)
    {
        builder.ToTable("Participations");
        builder.HasKey(part => new
        {
            part.ExchangeId,
            part.AuthorityId,
            part.Capacity,
        });
        builder.Property(part => part.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(part => part.Task).HasMaxLength(MappedLengths.Name);

        // Each list of an inbox is one index range: filter, then order, then the key that makes the order total. With the module at the end, the
        // index alone suffices to filter and count by module.
        builder.HasIndex(part => new
        {
            part.AuthorityId,
            part.View,
            part.SortDue,
            part.ExchangeId,
            part.Module,
        });
        builder.HasIndex(part => new
        {
            part.AuthorityId,
            part.View,
            part.UpdatedAt,
            part.ExchangeId,
            part.Module,
        });
        builder.HasIndex(part => new
        {
            part.AuthorityId,
            part.SortDue,
            part.ExchangeId,
            part.View,
            part.Module,
        });
        builder.HasIndex(part => new
        {
            part.AuthorityId,
            part.UpdatedAt,
            part.ExchangeId,
            part.View,
            part.Module,
        });
        builder.HasIndex(part => new
        {
            part.AuthorityId,
            part.AttentionFrom,
            part.ExchangeId,
            part.Module,
        });
        builder.HasOne<Authority>().WithMany().HasForeignKey(part => part.AuthorityId).OnDelete(DeleteBehavior.NoAction);
    }
}
