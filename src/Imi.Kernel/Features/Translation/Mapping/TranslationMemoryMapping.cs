using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.Translation.Mapping;

internal sealed class TranslationMemoryMapping : IEntityTypeConfiguration<TranslationMemory>
{
    public void Configure(EntityTypeBuilder<TranslationMemory> builder)
    {
        builder.ToTable("TranslationMemories");
        builder.HasKey(memory => new
        {
            memory.ExchangeId,
            memory.Language,
            memory.FileId,
        });
        builder.Property(memory => memory.Language).HasMaxLength(MappedLengths.Language);
        builder.Property(memory => memory.Revision).IsConcurrencyToken();
        builder.HasOne<Exchange>().WithMany().HasForeignKey(memory => memory.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
