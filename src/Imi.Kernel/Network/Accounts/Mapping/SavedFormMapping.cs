using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Accounts.Mapping;

internal sealed class SavedFormMapping : IEntityTypeConfiguration<SavedForm>
{
    public void Configure(EntityTypeBuilder<SavedForm> builder)
    {
        builder.ToTable("SavedForms");
        builder.Property(kept => kept.Id).ValueGeneratedNever();
        builder.Property(kept => kept.Content).HasMaxLength(MappedLengths.Unlimited).IsUnicode(false);
        builder.HasIndex(kept => kept.UserId);
        builder.HasIndex(kept => kept.At);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(kept => kept.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
