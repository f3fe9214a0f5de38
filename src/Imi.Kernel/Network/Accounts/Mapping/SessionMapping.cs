using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Accounts.Mapping;

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("Sessions");
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.Property(session => session.Browser).HasMaxLength(MappedLengths.Name);
        builder.Property(session => session.Address).HasMaxLength(MappedLengths.Name).IsUnicode(false);
        builder.HasIndex(session => new { session.UserId, session.LastUsedAt });
        builder.HasIndex(session => session.StartedAt);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(session => session.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
