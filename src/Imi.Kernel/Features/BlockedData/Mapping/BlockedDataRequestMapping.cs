using Imi.Kernel.Exchanges;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.BlockedData.Mapping;

internal sealed class BlockedDataRequestMapping : IEntityTypeConfiguration<BlockedDataRequest>
{
    public void Configure(EntityTypeBuilder<BlockedDataRequest> builder)
    {
        builder.ToTable("BlockedDataRequests");
        builder.Property(request => request.Id).ValueGeneratedNever();
        builder.HasIndex(request => new
        {
            request.ExchangeId,
            request.Kind,
            request.Id,
        });
        builder.HasIndex(request => new { request.AuthorityId, request.IsGranted });
        builder.HasIndex(request => request.Until);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(request => request.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
