using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Exchanges.Mapping;

internal sealed class SubmissionMapping : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> builder)
    {
        builder.ToTable("Submissions");
        // No foreign key to the exchange: the deletion of a draft must be recognised when the same form is submitted again.
        builder.HasKey(submission => new { submission.UserId, submission.Key });
        builder.Property(submission => submission.Key).HasMaxLength(MappedLengths.Hash);
        builder.HasIndex(submission => submission.ExchangeId);
        builder.Property(submission => submission.Fingerprint).HasMaxLength(MappedLengths.Hash);
        builder.HasIndex(submission => submission.At);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(submission => submission.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
