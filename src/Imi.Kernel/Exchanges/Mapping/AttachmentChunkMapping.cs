using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Exchanges.Mapping;

internal sealed class AttachmentChunkMapping : IEntityTypeConfiguration<AttachmentChunk>
{
    public void Configure(EntityTypeBuilder<AttachmentChunk> builder)
    {
        builder.ToTable("AttachmentChunks");
        builder.HasKey(chunk => new { chunk.AttachmentId, chunk.Index });
        builder.Property(chunk => chunk.Index).ValueGeneratedNever();
        builder.HasOne<Attachment>().WithMany().HasForeignKey(chunk => chunk.AttachmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
