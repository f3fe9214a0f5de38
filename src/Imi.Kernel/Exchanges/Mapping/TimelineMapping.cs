using System.Text.Json;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Exchanges.Mapping;

internal sealed class TimelineMapping : IEntityTypeConfiguration<TimelineEntry>
{
    public void Configure(EntityTypeBuilder<TimelineEntry> builder)
    {
        builder.ToTable("Timeline");
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Ignore(entry => entry.Action);
        builder.Property(entry => entry.What).HasColumnName(nameof(TimelineEntry.Action)).HasMaxLength(MappedLengths.Name);
        builder.Property(entry => entry.FromState).HasMaxLength(MappedLengths.Name);
        builder.Property(entry => entry.ToState).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(entry => new { entry.ExchangeId, entry.Id });
        builder.HasOne<Exchange>().WithMany().HasForeignKey(entry => entry.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
