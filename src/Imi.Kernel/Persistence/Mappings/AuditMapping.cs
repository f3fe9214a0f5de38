using Imi.Kernel.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Persistence.Mappings;

internal sealed class JournalEntryMapping : IEntityTypeConfiguration<JournalEntry>
{
    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        // No foreign keys: the journal outlives what it speaks of.
        builder.HasKey(entry => entry.Sequence);
        builder.Property(entry => entry.Sequence).ValueGeneratedNever();
        builder.Property(entry => entry.What).HasMaxLength(MappedLengths.FieldPath);
        builder.Property(entry => entry.Detail).HasMaxLength(MappedLengths.Unlimited);
        builder.Property(entry => entry.PreviousHash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.Property(entry => entry.Hash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasIndex(entry => new { entry.ExchangeId, entry.Sequence });
        builder.HasIndex(entry => new { entry.UserId, entry.Sequence });
        builder.HasIndex(entry => new { entry.At, entry.Sequence });
    }
}

internal sealed class JournalHeadMapping : IEntityTypeConfiguration<JournalHead>
{
    public void Configure(EntityTypeBuilder<JournalHead> builder)
    {
        builder.Property(head => head.Id).ValueGeneratedNever();
        builder.Property(head => head.Hash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasData(new { Id = JournalChain.HeadId, Sequence = 0L, Hash = JournalChain.FirstHash });
    }
}
