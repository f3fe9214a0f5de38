using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Keys of authenticator apps and recovery codes: how they are kept, and taken once each.</summary>
public sealed class AuthenticatorStore(ImiDbContext database, IDataProtectionProvider protection, TimeProvider time)
{
    private const int Codes = 10;
    private const int CodeLength = 10; // Bytes: 16 characters.
    private readonly IDataProtector _protector = protection.CreateProtector("Imi.People.AuthenticatorKey");

    /// <summary>A key to be offered to an app, encrypted.</summary>
    internal byte[] NewKey() => _protector.Protect(Totp.NewKey());

    /// <summary>An encrypted key as an app takes it.</summary>
    internal string TextOf(byte[] key) => Totp.Base32(_protector.Unprotect(key));

    /// <summary>The step of a code that fits an encrypted key; null where it fits none.</summary>
    internal long? StepOf(byte[]? key, string code)
    {
        try
        {
            return key is null ? null : Totp.StepOf(_protector.Unprotect(key), code, time.GetUtcNow());
        }
        catch (CryptographicException)
        {
            return null; // The key ring that it was encrypted with is lost: recovery codes still serve.
        }
    }

    /// <summary>Takes a code of the app, once.</summary>
    internal async Task<bool> TakeAsync(Credential credential, string code, CancellationToken cancellationToken) =>
        StepOf(credential.AuthenticatorKey, code) is { } step
        && await database
            .Set<Credential>()
            .Where(one => one.UserId == credential.UserId && one.LastCodeStep < step)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.LastCodeStep, step), cancellationToken) == 1;

    /// <summary>Takes a recovery code, once.</summary>
    internal async Task<bool> TakeRecoveryAsync(Guid person, string code, CancellationToken cancellationToken)
    {
        var hash = HashOf(code);
        return await database.Set<RecoveryCode>().Where(one => one.UserId == person && one.Hash == hash).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    /// <summary>A code that somebody hands over, in groups that can be read aloud.</summary>
    internal static string NewHandedCode() => Grouped(Totp.Base32(RandomNumberGenerator.GetBytes(CodeLength)).ToLowerInvariant());

    /// <summary>Makes a person's recovery codes anew; they are told this once. Within the caller's transaction.</summary>
    internal async Task<IReadOnlyList<string>> RenewRecoveryAsync(Guid person, CancellationToken cancellationToken)
    {
        await database.Set<RecoveryCode>().Where(code => code.UserId == person).ExecuteDeleteAsync(cancellationToken);
        var codes = Enumerable.Range(0, Codes).Select(_ => Totp.Base32(RandomNumberGenerator.GetBytes(CodeLength)).ToLowerInvariant()).ToList();
        database.Set<RecoveryCode>().AddRange(codes.Select(code => new RecoveryCode(person, HashOf(code))));
        return [.. codes.Select(Grouped)];
    }

    private static string Grouped(string code) => string.Join('-', code.Chunk(4).Select(part => new string(part)));

    /// <summary>SHA-256 of a code as people type it, with hyphens, spaces and capitals or without, in hexadecimal.</summary>
    internal static string HashOf(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsLetterOrDigit)).ToLowerInvariant())));
}
