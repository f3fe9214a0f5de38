using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Accounts.Mapping;

internal sealed class RoleGrantMapping : IEntityTypeConfiguration<RoleGrant>
{
    public void Configure(EntityTypeBuilder<RoleGrant> builder)
    {
        builder.ToTable("RoleGrants");
        builder.HasKey(grant => new
        {
            grant.UserId,
            grant.AuthorityId,
            grant.Module,
            grant.Role,
        });
        builder.Property(grant => grant.Module).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(grant => new
        {
            grant.AuthorityId,
            grant.Module,
            grant.Role,
        });
        builder.HasIndex(grant => grant.Until);
        builder.HasIndex(grant => new { grant.AuthorityId, grant.ConfirmedOn });
        builder.HasOne<Authority>().WithMany().HasForeignKey(grant => grant.AuthorityId).OnDelete(DeleteBehavior.NoAction);
    }
}
