using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Exchanges.Mapping;

internal sealed class AssignmentMapping : IEntityTypeConfiguration<Assignment>
{
    public void Configure(EntityTypeBuilder<Assignment> builder)
    {
        builder.ToTable("Assignments");
        builder.HasKey(assignment => new
        {
            assignment.ExchangeId,
            assignment.AuthorityId,
            assignment.UserId,
        });
        builder.HasIndex(assignment => new { assignment.UserId, assignment.ExchangeId });
        builder.HasOne<Exchange>().WithMany().HasForeignKey(assignment => assignment.ExchangeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(assignment => assignment.UserId).OnDelete(DeleteBehavior.NoAction);
    }
}
