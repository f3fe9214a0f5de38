using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// The link between a person and an account at an OpenID Connect provider. Once linked by e-mail address, only this account signs the person in.
/// Deleted when the person ceases to be a user.
/// </summary>
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

    /// <summary>The issuer that identifies the provider.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>
    /// The hash of issuer and account; null if the person blocked this provider, so that no account is linked again by e-mail address.
    /// </summary>
    public string? Key { get; private set; }

    /// <summary>The time of linking, UTC.</summary>
    public DateTime LinkedAt { get; private set; }

    /// <summary>Whether the account signs the person in.</summary>
    public bool IsOpen => Key is not null;

    internal void Shut() => Key = null;

    /// <summary>The key by which an account at a provider is found.</summary>
    internal static string KeyOf(ProvidedIdentity identity) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{identity.Issuer}\n{identity.Subject}")));
}

/// <summary>An account at a provider that may be linked to a person.</summary>
/// <param name="Issuer">The issuer that identifies the provider.</param>
/// <param name="Key">The hash of issuer and account.</param>
public sealed record OfferedLink(string Issuer, string Key);

/// <summary>The claims of a provider about a person, from its signed token.</summary>
/// <param name="Issuer">The issuer that identifies the provider.</param>
/// <param name="Subject">The permanent identifier of the account at the provider.</param>
/// <param name="Email">The e-mail address if the provider verified it; otherwise null.</param>
/// <param name="AuthenticatedAt">The time of the last authentication at the provider; null if unknown.</param>
/// <param name="IsByTwoFactors">Whether the provider required two factors.</param>
public sealed record ProvidedIdentity(string Issuer, string Subject, string? Email, DateTimeOffset? AuthenticatedAt, bool IsByTwoFactors);
