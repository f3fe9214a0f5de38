using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Notices.Mapping;

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("Notices");
        builder.Property(notice => notice.Id).ValueGeneratedNever();
        builder.Property(notice => notice.Action).HasMaxLength(MappedLengths.Name);
        builder.Property(notice => notice.Number).HasMaxLength(MappedLengths.Name);
        builder.Property(notice => notice.State).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(notice => new { notice.UserId, notice.Id });
        builder.HasIndex(notice => new { notice.UserId, notice.ReadAt });
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(notice => notice.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
