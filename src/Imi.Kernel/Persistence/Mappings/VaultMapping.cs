using Imi.Kernel.Exchanges;
using Imi.Kernel.Vault;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Persistence.Mappings;

internal sealed class ExchangeKeyMapping : IEntityTypeConfiguration<ExchangeKey>
{
    public void Configure(EntityTypeBuilder<ExchangeKey> builder)
    {
        // No foreign key: the register of data subjects' requests keeps its keys here too, so that a backup parts them from content alike.
        builder.HasKey(key => key.ExchangeId);
        builder.Property(key => key.ExchangeId).ValueGeneratedNever();
    }
}

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.Property(attachment => attachment.Id).ValueGeneratedNever();
        builder.HasIndex(attachment => new { attachment.ExchangeId, attachment.Id });
        builder.HasOne<Exchange>().WithMany().HasForeignKey(attachment => attachment.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AttachmentChunkMapping : IEntityTypeConfiguration<AttachmentChunk>
{
    public void Configure(EntityTypeBuilder<AttachmentChunk> builder)
    {
        builder.HasKey(chunk => new { chunk.AttachmentId, chunk.Index });
        builder.Property(chunk => chunk.Index).ValueGeneratedNever();
        builder.HasOne<Attachment>().WithMany().HasForeignKey(chunk => chunk.AttachmentId).OnDelete(DeleteBehavior.Cascade);
    }
}
