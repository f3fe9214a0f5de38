using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Stores keys of authenticator apps and recovery codes, and accepts each code only once.</summary>
public sealed class AuthenticatorStore(ImiDbContext database, IDataProtectionProvider protection, TimeProvider time)
{
    private const int Codes = 10;
    private const int CodeLength = 10; // Bytes: 16 characters.
    private readonly IDataProtector _protector = protection.CreateProtector("Imi.People.AuthenticatorKey");

    /// <summary>Creates an encrypted key for an app.</summary>
    internal byte[] NewKey() => _protector.Protect(Totp.NewKey());

    /// <summary>The text of an encrypted key, as apps expect it.</summary>
    internal string TextOf(byte[] key) => Totp.Base32(_protector.Unprotect(key));

    /// <summary>The time step of a code for an encrypted key; null if the code is wrong.</summary>
    internal long? StepOf(byte[]? key, string code)
    {
        try
        {
            return key is null ? null : Totp.StepOf(_protector.Unprotect(key), code, time.GetUtcNow());
        }
        catch (CryptographicException)
        {
            return null; // The key ring that encrypted it is lost; recovery codes remain valid.
        }
    }

    /// <summary>Accepts a code of the app, once.</summary>
    internal async Task<bool> TakeAsync(Credential credential, string code, CancellationToken cancellationToken) =>
        StepOf(credential.AuthenticatorKey, code) is { } step
        && await database
            .Set<Credential>()
            .Where(one => one.UserId == credential.UserId && one.LastCodeStep < step)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.LastCodeStep, step), cancellationToken) == 1;

    /// <summary>Accepts a recovery code, once.</summary>
    internal async Task<bool> TakeRecoveryAsync(Guid person, string code, CancellationToken cancellationToken)
    {
        var hash = HashOf(code);
        return await database.Set<RecoveryCode>().Where(one => one.UserId == person && one.Hash == hash).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    /// <summary>Creates a code to hand over, in groups that can be read aloud.</summary>
    internal static string NewHandedCode() => Grouped(Totp.Base32(RandomNumberGenerator.GetBytes(CodeLength)).ToLowerInvariant());

    /// <summary>Replaces a person's recovery codes, which are shown only once, within the caller's transaction.</summary>
    internal async Task<IReadOnlyList<string>> RenewRecoveryAsync(Guid person, CancellationToken cancellationToken)
    {
        await database.Set<RecoveryCode>().Where(code => code.UserId == person).ExecuteDeleteAsync(cancellationToken);
        var codes = Enumerable.Range(0, Codes).Select(_ => Totp.Base32(RandomNumberGenerator.GetBytes(CodeLength)).ToLowerInvariant()).ToList();
        database.Set<RecoveryCode>().AddRange(codes.Select(code => new RecoveryCode(person, HashOf(code))));
        return [.. codes.Select(Grouped)];
    }

    private static string Grouped(string code) => string.Join('-', code.Chunk(4).Select(part => new string(part)));

    /// <summary>The SHA-256 hash of a code in hexadecimal, ignoring hyphens, spaces and case.</summary>
    internal static string HashOf(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsLetterOrDigit)).ToLowerInvariant())));
}
