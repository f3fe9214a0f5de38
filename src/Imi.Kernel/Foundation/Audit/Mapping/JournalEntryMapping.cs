using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Foundation.Audit.Mapping;

internal sealed class JournalEntryMapping : IEntityTypeConfiguration<JournalEntry>
{
    public void Configure(EntityTypeBuilder<JournalEntry> builder)
    {
        builder.ToTable("Journal");
        // No foreign keys: the journal outlives the users and exchanges that it refers to.
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
