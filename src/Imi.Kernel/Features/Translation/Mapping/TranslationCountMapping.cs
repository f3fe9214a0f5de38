using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.Translation.Mapping;

internal sealed class TranslationCountMapping : IEntityTypeConfiguration<TranslationCount>
{
    public void Configure(EntityTypeBuilder<TranslationCount> builder)
    {
        builder.ToTable("TranslationCounts");
        builder.HasKey(count => new
        {
            count.Month,
            count.Engine,
            count.Source,
            count.Target,
        });
        builder.Property(count => count.Engine).HasMaxLength(MappedLengths.TwoNames);
        builder.Property(count => count.Source).HasMaxLength(MappedLengths.Language);
        builder.Property(count => count.Target).HasMaxLength(MappedLengths.Language);
    }
}
