using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.Translation.Mapping;

internal sealed class FileTranslationMapping : IEntityTypeConfiguration<FileTranslation>
{
    public void Configure(EntityTypeBuilder<FileTranslation> builder)
    {
        builder.ToTable("FileTranslations");
        builder.HasKey(translation => new
        {
            translation.ExchangeId,
            translation.Language,
            translation.FileId,
        });
        builder.Property(translation => translation.Language).HasMaxLength(MappedLengths.Language);
        builder.Property(translation => translation.Source).HasMaxLength(MappedLengths.Language);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(translation => translation.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
