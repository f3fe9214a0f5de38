using Imi.Kernel.Exchanges;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.DataSubjects.Mapping;

internal sealed class SubjectFindingMapping : IEntityTypeConfiguration<SubjectFinding>
{
    public void Configure(EntityTypeBuilder<SubjectFinding> builder)
    {
        builder.ToTable("SubjectFindings");
        builder.HasKey(finding => new { finding.RequestId, finding.ExchangeId });
        builder.HasIndex(finding => finding.ExchangeId);
        builder.HasOne<SubjectRequest>().WithMany().HasForeignKey(finding => finding.RequestId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(finding => finding.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
