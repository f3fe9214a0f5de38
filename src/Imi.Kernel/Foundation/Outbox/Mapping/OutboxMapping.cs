using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Foundation.Outbox.Mapping;

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxMail>
{
    public void Configure(EntityTypeBuilder<OutboxMail> builder)
    {
        builder.ToTable("Outbox");
        builder.Property(mail => mail.Id).ValueGeneratedNever();
        builder.Property(mail => mail.Step).HasMaxLength(MappedLengths.Name).IsUnicode(false);
        builder.Property(mail => mail.LastError).HasMaxLength(MappedLengths.Name).IsUnicode(false);
        builder.HasIndex(mail => mail.UserId);
        builder.HasIndex(mail => mail.ExchangeId);
        builder.HasIndex(mail => mail.ClaimedBy);

        // Filtered indexes: only a few of very many rows still need work.
        builder
            .HasIndex([nameof(OutboxMail.Urgent), nameof(OutboxMail.Id)], "IX_Outbox_Waiting")
            .IsDescending(true, false)
            .HasFilter("{SentAt} IS NULL AND {UndeliverableSince} IS NULL");
        builder.HasIndex(mail => mail.SentAt).HasFilter("{SentAt} IS NOT NULL");
        builder.HasIndex(mail => mail.UndeliverableSince).HasFilter("{UndeliverableSince} IS NOT NULL");
    }
}
