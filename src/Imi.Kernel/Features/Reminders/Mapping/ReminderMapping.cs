using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.Reminders.Mapping;

internal sealed class ReminderMapping : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> builder)
    {
        builder.ToTable("Reminders");
        builder.HasKey(one => new
        {
            one.ExchangeId,
            one.Kind,
            one.Task,
            one.Day,
            one.Step,
            one.AuthorityId,
        });
        builder.Property(one => one.Task).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(one => one.AuthorityId);
        builder.HasIndex(one => new { one.ToAuthorityId, one.At });
        builder.HasOne<Exchange>().WithMany().HasForeignKey(one => one.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
