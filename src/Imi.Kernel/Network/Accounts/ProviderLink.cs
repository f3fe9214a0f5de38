using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Network.Accounts;

/// <summary>By which account at a provider of OpenID Connect a person signs in. Linked once by e-mail, from then on it counts alone; deleted when the person ceases to be a user.</summary>
public sealed class ProviderLink
{
    private ProviderLink() { }

    internal ProviderLink(Guid userId, OfferedLink offered, DateTime at)
    {
        UserId = userId;
        Issuer = offered.Issuer;
        Key = offered.Key;
        LinkedAt = at;
    }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The provider, by its issuer.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>The account there, hashed with its issuer; null where the person shut this way in: then no e-mail address links it again.</summary>
    public string? Key { get; private set; }

    /// <summary>When it was linked, UTC.</summary>
    public DateTime LinkedAt { get; private set; }

    /// <summary>Whether it signs the person in.</summary>
    public bool IsOpen => Key is not null;

    internal void Shut() => Key = null;

    /// <summary>By what an account at a provider is found again.</summary>
    internal static string KeyOf(ProvidedIdentity identity) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{identity.Issuer}\n{identity.Subject}")));
}

/// <summary>An account at a provider that may be linked to a person.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Key">The account there, hashed with its issuer.</param>
public sealed record OfferedLink(string Issuer, string Key);

/// <summary>What a provider says about whoever signed in there, as its signed token has it.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">Whom it means: the same account for ever.</param>
/// <param name="Email">The e-mail address, where the provider says that it is verified; null where it does not.</param>
/// <param name="AuthenticatedAt">When the person last showed there who they are; null where the provider does not say.</param>
/// <param name="IsByTwoFactors">Whether the provider asked for two factors, as it was told to.</param>
public sealed record ProvidedIdentity(string Issuer, string Subject, string? Email, DateTimeOffset? AuthenticatedAt, bool IsByTwoFactors);
