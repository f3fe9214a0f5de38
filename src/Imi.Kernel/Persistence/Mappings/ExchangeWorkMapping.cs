using Imi.Kernel.Exchanges;
using Imi.Kernel.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Persistence.Mappings;

internal sealed class AssignmentMapping : IEntityTypeConfiguration<Assignment>
{
    public void Configure(EntityTypeBuilder<Assignment> builder)
    {
        builder.HasKey(assignment => new { assignment.ExchangeId, assignment.AuthorityId, assignment.UserId });
        builder.HasIndex(assignment => new { assignment.UserId, assignment.ExchangeId });
        builder.HasOne<Exchange>().WithMany().HasForeignKey(assignment => assignment.ExchangeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(assignment => assignment.UserId).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class ReadMarkMapping : IEntityTypeConfiguration<ReadMark>
{
    public void Configure(EntityTypeBuilder<ReadMark> builder)
    {
        builder.HasKey(mark => new { mark.UserId, mark.ExchangeId });
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(mark => mark.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(mark => mark.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ActionDraftMapping : IEntityTypeConfiguration<ActionDraft>
{
    public void Configure(EntityTypeBuilder<ActionDraft> builder)
    {
        builder.HasKey(draft => new { draft.ExchangeId, draft.UserId, draft.Action });
        builder.Property(draft => draft.Action).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(draft => draft.UserId);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(draft => draft.ExchangeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(draft => draft.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ExchangeLinkMapping : IEntityTypeConfiguration<ExchangeLink>
{
    public void Configure(EntityTypeBuilder<ExchangeLink> builder)
    {
        builder.HasKey(link => new { link.FromId, link.ToId, link.Kind });

        // SQL Server takes one cascading way from a table to another: links to a draft are removed before the draft.
        builder.HasOne<Exchange>().WithMany().HasForeignKey(link => link.FromId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(link => link.ToId).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class ExchangeFactMapping : IEntityTypeConfiguration<ExchangeFact>
{
    public void Configure(EntityTypeBuilder<ExchangeFact> builder)
    {
        builder.HasKey(fact => new { fact.ExchangeId, fact.Field, fact.Value });
        builder.Property(fact => fact.Field).HasMaxLength(MappedLengths.FieldPath);
        builder.HasIndex(fact => new { fact.Field, fact.Value });
        builder.HasOne<Exchange>().WithMany().HasForeignKey(fact => fact.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SubmissionMapping : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> builder)
    {
        // No foreign key to the exchange: that somebody deleted a draft must stay known when the same form arrives again.
        builder.HasKey(submission => new { submission.UserId, submission.Key });
        builder.Property(submission => submission.Key).HasMaxLength(MappedLengths.Hash);
        builder.HasIndex(submission => submission.ExchangeId);
        builder.Property(submission => submission.Fingerprint).HasMaxLength(MappedLengths.Hash);
        builder.HasIndex(submission => submission.At);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(submission => submission.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NumberSequenceMapping : IEntityTypeConfiguration<NumberSequence>
{
    public void Configure(EntityTypeBuilder<NumberSequence> builder)
    {
        builder.HasKey(sequence => new { sequence.Code, sequence.Year });
        builder.Property(sequence => sequence.Code).HasMaxLength(MappedLengths.Name);
        builder.Property(sequence => sequence.Year).ValueGeneratedNever();
    }
}
