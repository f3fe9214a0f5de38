using Imi.Kernel.Foundation.Ledger.Chain;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Foundation.Ledger.Mapping;

internal sealed class LedgerHeadMapping : IEntityTypeConfiguration<LedgerHead>
{
    public void Configure(EntityTypeBuilder<LedgerHead> builder)
    {
        builder.ToTable("LedgerHeads");
        builder.Property(head => head.Id).ValueGeneratedNever();
        builder.Property(head => head.Hash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasData(
            new
            {
                Id = LedgerChain.HeadId,
                Sequence = 0L,
                Hash = LedgerChain.FirstHash,
            }
        );
    }
}
