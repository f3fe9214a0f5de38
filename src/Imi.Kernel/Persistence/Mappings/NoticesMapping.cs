using Imi.Kernel.Exchanges;
using Imi.Kernel.Notices;
using Imi.Kernel.People;
using Imi.Kernel.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Persistence.Mappings;

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.Property(notice => notice.Id).ValueGeneratedNever();
        builder.Property(notice => notice.Action).HasMaxLength(MappedLengths.Name);
        builder.Property(notice => notice.Number).HasMaxLength(MappedLengths.Name);
        builder.Property(notice => notice.State).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(notice => new { notice.UserId, notice.Id });
        builder.HasIndex(notice => new { notice.UserId, notice.ReadAt });
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(notice => notice.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Exchange>().WithMany().HasForeignKey(notice => notice.ExchangeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SubjectRequest>().WithMany().HasForeignKey(notice => notice.SubjectRequestId).OnDelete(DeleteBehavior.Cascade);
    }
}
