using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Exchanges.Mapping;

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("Attachments");
        builder.Property(attachment => attachment.Id).ValueGeneratedNever();
        builder.HasIndex(attachment => new { attachment.ExchangeId, attachment.Id });
        builder.HasIndex(attachment => attachment.CreatedAt, "IX_Attachments_Incomplete").HasFilter("{IsComplete} IS FALSE");
        builder.HasOne<Exchange>().WithMany().HasForeignKey(attachment => attachment.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
