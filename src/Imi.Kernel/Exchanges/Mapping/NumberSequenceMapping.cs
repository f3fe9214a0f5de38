using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Exchanges.Mapping;

internal sealed class NumberSequenceMapping : IEntityTypeConfiguration<NumberSequence>
{
    public void Configure(EntityTypeBuilder<NumberSequence> builder)
    {
        builder.ToTable("NumberSequences");
        builder.HasKey(sequence => new { sequence.Code, sequence.Year });
        builder.Property(sequence => sequence.Code).HasMaxLength(MappedLengths.Name);
        builder.Property(sequence => sequence.Year).ValueGeneratedNever();
    }
}
