using Imi.Kernel.Exchanges;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.Retention.Mapping;

internal sealed class RetentionHoldMapping : IEntityTypeConfiguration<RetentionHold>
{
    public void Configure(EntityTypeBuilder<RetentionHold> builder)
    {
        builder.ToTable("Holds");
        builder.Property(hold => hold.Id).ValueGeneratedNever();
        builder.HasIndex(hold => new { hold.ExchangeId, hold.EndedAt });
        builder.HasIndex(hold => hold.ReviewOn);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(hold => hold.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
