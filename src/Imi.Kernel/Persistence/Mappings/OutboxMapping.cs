using Imi.Kernel.Exchanges;
using Imi.Kernel.Jobs;
using Imi.Kernel.Outbox;
using Imi.Kernel.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Persistence.Mappings;

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
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(mail => mail.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(mail => mail.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.HasKey(run => run.Name);
        builder.Property(run => run.Name).HasMaxLength(MappedLengths.Name).IsUnicode(false);
        builder.Property(run => run.Message).IsUnicode(false);
    }
}
