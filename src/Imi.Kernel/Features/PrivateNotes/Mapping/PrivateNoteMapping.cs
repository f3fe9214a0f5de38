using Imi.Kernel.Exchanges;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.PrivateNotes.Mapping;

internal sealed class PrivateNoteMapping : IEntityTypeConfiguration<PrivateNote>
{
    public void Configure(EntityTypeBuilder<PrivateNote> builder)
    {
        builder.ToTable("PrivateNotes");
        builder.Property(note => note.Id).ValueGeneratedNever();
        builder.HasIndex(note => new
        {
            note.ExchangeId,
            note.AuthorityId,
            note.Id,
        });
        builder.HasIndex(note => note.AuthorityId);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(note => note.ExchangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
