using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Features.DataSubjects.Mapping;

internal sealed class SubjectRequestMapping : IEntityTypeConfiguration<SubjectRequest>
{
    public void Configure(EntityTypeBuilder<SubjectRequest> builder)
    {
        builder.ToTable("SubjectRequests");
        builder.Property(request => request.Id).ValueGeneratedNever();
        builder.Property(request => request.Number).HasMaxLength(MappedLengths.Name);
        builder.Property(request => request.Revision).IsConcurrencyToken();
        builder.HasIndex(request => request.Number).IsUnique();
        builder.HasIndex(request => new
        {
            request.AuthorityId,
            request.AnsweredAt,
            request.DueOn,
        });
        builder.HasIndex(request => request.AnsweredAt);
        builder.HasIndex(request => request.RemindOn);
        builder.HasMany<Notice>().WithOne().HasForeignKey(notice => notice.SubjectRequestId).OnDelete(DeleteBehavior.Cascade);
    }
}
