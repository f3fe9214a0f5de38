using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.Translation.Mapping;

internal sealed class TranslationRequestMapping : IEntityTypeConfiguration<TranslationRequest>
{
    public void Configure(EntityTypeBuilder<TranslationRequest> builder)
    {
        builder.ToTable("TranslationRequests");
        builder.HasKey(request => new
        {
            request.ExchangeId,
            request.Language,
            request.FileId,
        });
        builder.Property(request => request.Language).HasMaxLength(MappedLengths.Language);
        builder.HasIndex(request => request.NotBefore);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(request => request.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
