using System.Text.Json;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Exchanges.Mapping;

internal sealed class ContentDocumentMapping : IEntityTypeConfiguration<ContentDocument>
{
    public void Configure(EntityTypeBuilder<ContentDocument> builder)
    {
        builder.ToTable("ContentDocuments");
        builder.Property(content => content.Id).ValueGeneratedNever();
        builder.Property(content => content.Form).HasMaxLength(MappedLengths.Name);
        builder.Property(content => content.Language).HasMaxLength(MappedLengths.Language);
        builder.HasIndex(content => new { content.ExchangeId, content.Id });
        builder.HasOne<Exchange>().WithMany().HasForeignKey(content => content.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
