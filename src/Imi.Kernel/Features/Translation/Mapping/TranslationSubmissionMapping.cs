using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.Translation.Mapping;

internal sealed class TranslationSubmissionMapping : IEntityTypeConfiguration<TranslationSubmission>
{
    public void Configure(EntityTypeBuilder<TranslationSubmission> builder)
    {
        builder.ToTable("TranslationSubmissions");
        builder.HasKey(submission => submission.Id);
        builder.Property(submission => submission.Language).HasMaxLength(MappedLengths.Language);
        builder.Property(submission => submission.Engine).HasMaxLength(MappedLengths.Name);
        builder.Property(submission => submission.SecretHash).HasMaxLength(MappedLengths.Hash);
        builder.HasIndex(submission => new
        {
            submission.ExchangeId,
            submission.Language,
            submission.FileId,
        });
        builder.HasOne<Exchange>().WithMany().HasForeignKey(submission => submission.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
