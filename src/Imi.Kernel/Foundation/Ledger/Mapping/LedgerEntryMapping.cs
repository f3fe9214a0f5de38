using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Foundation.Ledger.Mapping;

internal sealed class LedgerEntryMapping : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("Ledger");
        // No foreign key: the ledger outlives the drafts and users that it refers to.
        builder.HasKey(entry => entry.Sequence);
        builder.Property(entry => entry.Sequence).ValueGeneratedNever();
        builder.Property(entry => entry.Rule).HasMaxLength(LedgerStore.LongestRule).IsUnicode(false);
        builder.Property(entry => entry.PreviousHash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.Property(entry => entry.Hash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasIndex(entry => entry.ConcernedId);
    }
}
