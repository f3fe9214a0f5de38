using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Directory.Mapping;

internal sealed class ReplyTimeMapping : IEntityTypeConfiguration<ReplyTime>
{
    public void Configure(EntityTypeBuilder<ReplyTime> builder)
    {
        builder.ToTable("ReplyTimes");
        builder.HasKey(one => new
        {
            one.AuthorityId,
            one.Module,
            one.Procedure,
        });
        builder.Property(one => one.Module).HasMaxLength(MappedLengths.Name);
        builder.Property(one => one.Procedure).HasMaxLength(MappedLengths.Name);
        builder.HasOne<Authority>().WithMany().HasForeignKey(one => one.AuthorityId).OnDelete(DeleteBehavior.Cascade);
    }
}
