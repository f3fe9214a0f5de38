using Imi.Kernel.Access;
using Imi.Kernel.People;
using Imi.Kernel.Registry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Imi.Kernel.Persistence.Mappings;

internal sealed class ImiUserMapping : IEntityTypeConfiguration<ImiUser>
{
    public void Configure(EntityTypeBuilder<ImiUser> builder)
    {
        builder.Property(user => user.Id).ValueGeneratedNever();
        builder.Property(user => user.Email).HasMaxLength(MappedLengths.Email);
        builder.Property(user => user.Language).HasMaxLength(MappedLengths.Language);
        builder.HasIndex(user => user.UserName).IsUnique();
        builder.HasIndex(user => user.DeleteOn);
        builder.HasIndex(user => user.LastAuthorityId);

        // Blocked by default: whoever may still see former users says so, query by query.
        builder.HasQueryFilter(user => user.EndedAt == null);
        builder.HasIndex(user => new { user.IsFeatured, user.UserName });
        builder.HasMany(user => user.Roles).WithOne().HasForeignKey(grant => grant.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RoleGrantMapping : IEntityTypeConfiguration<RoleGrant>
{
    public void Configure(EntityTypeBuilder<RoleGrant> builder)
    {
        builder.HasKey(grant => new { grant.UserId, grant.AuthorityId, grant.Module, grant.Role });
        builder.Property(grant => grant.Module).HasMaxLength(MappedLengths.Name);
        builder.HasIndex(grant => new { grant.AuthorityId, grant.Module, grant.Role });
        builder.HasIndex(grant => grant.Until);
        builder.HasIndex(grant => new { grant.AuthorityId, grant.ConfirmedOn });
        builder.HasOne<Authority>().WithMany().HasForeignKey(grant => grant.AuthorityId).OnDelete(DeleteBehavior.NoAction);
    }
}

internal sealed class AccessTokenMapping : IEntityTypeConfiguration<AccessToken>
{
    public void Configure(EntityTypeBuilder<AccessToken> builder)
    {
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.Property(token => token.Hash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(token => token.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CredentialMapping : IEntityTypeConfiguration<Credential>
{
    public void Configure(EntityTypeBuilder<Credential> builder)
    {
        builder.HasKey(credential => credential.UserId);
        builder.Property(credential => credential.UserId).ValueGeneratedNever();
        builder.Property(credential => credential.Email).HasMaxLength(MappedLengths.Email);
        builder.Property(credential => credential.SecurityStamp).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasIndex(credential => credential.Email);
        builder.HasOne<ImiUser>().WithOne().HasForeignKey<Credential>(credential => credential.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RecoveryCodeMapping : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.HasKey(code => new { code.UserId, code.Hash });
        builder.Property(code => code.Hash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(code => code.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ProviderLinkMapping : IEntityTypeConfiguration<ProviderLink>
{
    public void Configure(EntityTypeBuilder<ProviderLink> builder)
    {
        // One account a person and provider: a second one with the same e-mail address is refused.
        builder.HasKey(link => new { link.UserId, link.Issuer });
        builder.Property(link => link.Issuer).HasMaxLength(MappedLengths.Default).IsUnicode(false);
        builder.Property(link => link.Key).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasIndex(link => link.Key).IsUnique();
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(link => link.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PasskeyMapping : IEntityTypeConfiguration<Passkey>
{
    public void Configure(EntityTypeBuilder<Passkey> builder)
    {
        builder.HasKey(passkey => passkey.Id);
        builder.Property(passkey => passkey.Id).HasMaxLength(MappedLengths.PasskeyId).IsUnicode(false).ValueGeneratedNever();
        builder.Property(passkey => passkey.Name).HasMaxLength(Passkey.LongestName);
        builder.Property(passkey => passkey.PublicKey).HasMaxLength(MappedLengths.Unlimited);
        builder.HasIndex(passkey => passkey.UserId);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(passkey => passkey.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SpentChallengeMapping : IEntityTypeConfiguration<SpentChallenge>
{
    public void Configure(EntityTypeBuilder<SpentChallenge> builder)
    {
        builder.HasKey(spent => spent.Hash);
        builder.Property(spent => spent.Hash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasIndex(spent => spent.At);
    }
}

internal sealed class KeptTypingMapping : IEntityTypeConfiguration<KeptTyping>
{
    public void Configure(EntityTypeBuilder<KeptTyping> builder)
    {
        builder.Property(kept => kept.Id).ValueGeneratedNever();
        builder.Property(kept => kept.Content).HasMaxLength(MappedLengths.Unlimited).IsUnicode(false);
        builder.HasIndex(kept => kept.UserId);
        builder.HasIndex(kept => kept.At);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(kept => kept.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AccountMailMapping : IEntityTypeConfiguration<AccountMail>
{
    public void Configure(EntityTypeBuilder<AccountMail> builder)
    {
        builder.Property(mail => mail.Id).ValueGeneratedNever();
        builder.Property(mail => mail.CodeHash).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasIndex(mail => new { mail.UserId, mail.At });
        builder.HasIndex(mail => mail.At);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(mail => mail.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.Property(session => session.Browser).HasMaxLength(MappedLengths.Name);
        builder.Property(session => session.Address).HasMaxLength(MappedLengths.Name).IsUnicode(false);
        builder.HasIndex(session => new { session.UserId, session.LastUsedAt });
        builder.HasIndex(session => session.StartedAt);
        builder.HasOne<ImiUser>().WithMany().HasForeignKey(session => session.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SignInCounterMapping : IEntityTypeConfiguration<SignInCounter>
{
    public void Configure(EntityTypeBuilder<SignInCounter> builder)
    {
        builder.HasKey(counter => counter.Key);
        builder.Property(counter => counter.Key).HasMaxLength(MappedLengths.Hash).IsUnicode(false);
        builder.HasIndex(counter => counter.LastFailedAt);
    }
}
