using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Network.Accounts.Mapping;

internal sealed class ImiUserMapping : IEntityTypeConfiguration<ImiUser>
{
    public void Configure(EntityTypeBuilder<ImiUser> builder)
    {
        builder.ToTable("Users");
        builder.Property(user => user.Id).ValueGeneratedNever();
        builder.Property(user => user.Email).HasMaxLength(MappedLengths.Email);
        builder.Property(user => user.Language).HasMaxLength(MappedLengths.Language);
        builder.Property(user => user.TranslationLanguage).HasMaxLength(MappedLengths.Language);
        builder.Property(user => user.Revision).IsConcurrencyToken();
        builder.HasIndex(user => user.UserName).IsUnique();
        builder.HasIndex(user => user.DeleteOn);
        builder.HasIndex(user => user.LastAuthorityId);

        // Former users are blocked by default: queries that may see them opt out of the filter.
        builder.HasQueryFilter(user => user.EndedAt == null);
        builder.HasIndex(user => new { user.IsFeatured, user.UserName });
        builder.HasMany<OutboxMail>().WithOne().HasForeignKey(mail => mail.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(user => user.Roles).WithOne().HasForeignKey(grant => grant.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
