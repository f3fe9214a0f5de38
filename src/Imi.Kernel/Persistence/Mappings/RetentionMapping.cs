using Imi.Kernel.Exchanges;
using Imi.Kernel.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Persistence.Mappings;

internal sealed class LedgerEntryMapping : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        // No foreign key: the ledger outlives the drafts and users that it speaks of.
        builder.HasKey(entry => entry.Sequence);
        builder.Property(entry => entry.Sequence).ValueGeneratedNever();
        builder.Property(entry => entry.Rule).HasMaxLength(LedgerBook.LongestRule).IsUnicode(false);
        builder.Property(entry => entry.PreviousHash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.Property(entry => entry.Hash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasIndex(entry => entry.ConcernedId);
    }
}

internal sealed class LedgerHeadMapping : IEntityTypeConfiguration<LedgerHead>
{
    public void Configure(EntityTypeBuilder<LedgerHead> builder)
    {
        builder.Property(head => head.Id).ValueGeneratedNever();
        builder.Property(head => head.Hash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasData(new { Id = LedgerChain.HeadId, Sequence = 0L, Hash = LedgerChain.FirstHash });
    }
}

internal sealed class ErasureFaultMapping : IEntityTypeConfiguration<ErasureFault>
{
    public void Configure(EntityTypeBuilder<ErasureFault> builder)
    {
        // No foreign key: an exchange or a former user.
        builder.HasKey(fault => fault.ConcernedId);
        builder.Property(fault => fault.ConcernedId).ValueGeneratedNever();
    }
}

internal sealed class RetentionRunMapping : IEntityTypeConfiguration<RetentionRun>
{
    public void Configure(EntityTypeBuilder<RetentionRun> builder)
    {
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.Property(run => run.Failure).HasMaxLength(MappedLengths.Name);
    }
}

internal sealed class RetentionRequestMapping : IEntityTypeConfiguration<RetentionRequest>
{
    public void Configure(EntityTypeBuilder<RetentionRequest> builder)
    {
        builder.Property(request => request.Id).ValueGeneratedNever();
        builder.HasIndex(request => new { request.ExchangeId, request.Kind, request.Id });
        builder.HasIndex(request => new { request.AuthorityId, request.IsGranted });
        builder.HasIndex(request => request.Until);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(request => request.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SubjectRequestMapping : IEntityTypeConfiguration<SubjectRequest>
{
    public void Configure(EntityTypeBuilder<SubjectRequest> builder)
    {
        builder.Property(request => request.Id).ValueGeneratedNever();
        builder.Property(request => request.Number).HasMaxLength(MappedLengths.Name);
        builder.Property(request => request.Revision).IsConcurrencyToken();
        builder.HasIndex(request => request.Number).IsUnique();
        builder.HasIndex(request => new { request.AuthorityId, request.AnsweredAt, request.DueOn });
        builder.HasIndex(request => request.AnsweredAt);
        builder.HasIndex(request => request.RemindOn);
    }
}

internal sealed class SubjectFindingMapping : IEntityTypeConfiguration<SubjectFinding>
{
    public void Configure(EntityTypeBuilder<SubjectFinding> builder)
    {
        builder.HasKey(finding => new { finding.RequestId, finding.ExchangeId });
        builder.HasIndex(finding => finding.ExchangeId);
        builder.HasOne<SubjectRequest>().WithMany().HasForeignKey(finding => finding.RequestId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(finding => finding.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RetentionHoldMapping : IEntityTypeConfiguration<RetentionHold>
{
    public void Configure(EntityTypeBuilder<RetentionHold> builder)
    {
        builder.Property(hold => hold.Id).ValueGeneratedNever();
        builder.HasIndex(hold => new { hold.ExchangeId, hold.EndedAt });
        builder.HasIndex(hold => hold.ReviewOn);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(hold => hold.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
