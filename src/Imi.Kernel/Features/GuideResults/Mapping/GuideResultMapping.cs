using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.GuideResults.Mapping;

internal sealed class GuideResultMapping : IEntityTypeConfiguration<GuideResult>
{
    public void Configure(EntityTypeBuilder<GuideResult> builder)
    {
        builder.ToTable("GuideResults");
        builder.Property(result => result.Id).ValueGeneratedNever();
        builder.Property(result => result.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(result => result.Outcome).HasMaxLength(MappedLengths.Name);
        builder.Property(result => result.Question).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(result => new
        {
            result.On,
            result.Module,
            result.Outcome,
            result.Question,
        });
    }
}
