using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Exchanges.Mapping;

internal sealed class ActionDraftMapping : IEntityTypeConfiguration<ActionDraft>
{
    public void Configure(EntityTypeBuilder<ActionDraft> builder)
    {
        builder.ToTable("ActionDrafts");
        builder.HasKey(draft => new
        {
            draft.ExchangeId,
            draft.UserId,
            draft.Action,
        });
        builder.Property(draft => draft.Action).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(draft => draft.UserId);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(draft => draft.ExchangeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(draft => draft.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
