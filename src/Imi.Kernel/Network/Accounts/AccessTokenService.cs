using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Network.Accounts;

/// <summary>Creates, lists, revokes and resolves people's tokens for the HTTP API.</summary>
public sealed class AccessTokenService(ImiDbContext database, AccountMailStore mails, AccountSettings settings, Journal journal, TimeProvider time)
{
    /// <summary>The validity of a token in days by default.</summary>
    public const int DefaultDays = 90;

    /// <summary>The maximum length of a token's name.</summary>
    public const int LongestName = 80;

    private const string Prefix = "imi_";
    private const int KeyLength = 32;
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(5);

    /// <summary>Loads a valid token and the person with roles in one query.</summary>
    internal static readonly Expression<Func<ImiDbContext, string, DateTime, IQueryable<TokenOfPerson>>> ValidQuery = (database, hash, now) =>
        from user in database.Set<ImiUser>().Include(one => one.Roles).AsNoTracking()
        join token in database.Set<AccessToken>() on user.Id equals token.UserId
        where token.Hash == hash && token.RevokedAt == null && token.ExpiresAt > now
        select new TokenOfPerson(token, user);

    // Runs at every call of the API.
    private static readonly PreparedQuery<Func<ImiDbContext, string, DateTime, IAsyncEnumerable<TokenOfPerson>>> Valid = new(() =>
        EF.CompileAsyncQuery(ValidQuery)
    );

    /// <summary>The maximum validity of a token in days.</summary>
    public int MostDays => settings.LongestTokenDays;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The fault in a token's name; null for a valid or empty one.</summary>
    public static TextFault? FaultIn(string name) => name.Length == 0 ? null : TextRules.FaultIn(name, LongestName, TextRules.FaultInLine);

    /// <summary>
    /// Creates a token, notifies the person by e-mail and records it in the journal. The token is returned only once, since only its hash is stored.
    /// </summary>
    /// <param name="person">The person in whose name the token acts.</param>
    /// <param name="name">The name given by the person.</param>
    /// <param name="days">The validity in days; null for <see cref="DefaultDays"/>, or <see cref="MostDays"/> if that is less.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The token; null if the days are fewer than 1 or more than <see cref="MostDays"/>.</returns>
    public async Task<string?> CreateAsync(Guid person, string name, int? days, CancellationToken cancellationToken)
    {
        if (FaultIn(name) is not null)
            throw new ArgumentException("The name is checked before.", nameof(name));
        var lasts = days ?? Math.Min(DefaultDays, MostDays);
        if (lasts < 1 || lasts > MostDays)
            return null;
        return await database.WriteAsync(
            async stop =>
            {
                var token = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyLength));
                var now = time.GetUtcNow();
                var record = new AccessToken(OrderedId.Next(now), person, name, HashOf(token), now.UtcDateTime, now.UtcDateTime.AddDays(lasts));
                database.Set<AccessToken>().Add(record);
                mails.Notify(person, AccountMailKind.TokenCreated);
                await journal.AppendAsync(person, null, null, "token-created", record.Id.ToString(), stop);
                return token;
            },
            cancellationToken
        );
    }

    /// <summary>A person's tokens, newest first.</summary>
    public async Task<IReadOnlyList<AccessToken>> ListAsync(Guid person, CancellationToken cancellationToken) =>
        await database
            .Set<AccessToken>()
            .Where(token => token.UserId == person)
            .OrderByDescending(token => token.CreatedAt)
            .AsNoTracking()
            .ToListAsync(cancellationToken);

    /// <summary>Whether a token is valid now.</summary>
    public bool Serves(AccessToken token) => token.RevokedAt is null && token.ExpiresAt > Now;

    /// <summary>Revokes one of a person's own tokens.</summary>
    /// <returns>Whether the person has such a token.</returns>
    public Task<bool> RevokeAsync(Guid person, Guid token, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async stop =>
            {
                if (await database.Set<AccessToken>().FirstOrDefaultAsync(own => own.Id == token && own.UserId == person, stop) is not { } found)
                    return false;
                found.Revoke(Now);
                await journal.AppendAsync(person, null, null, "token-revoked", token.ToString(), stop);
                return true;
            },
            cancellationToken
        );

    /// <summary>
    /// Resolves the actor of a token; null if the token is unknown, revoked or expired. The last use is updated at most every five minutes.
    /// </summary>
    public async Task<Actor?> ActorOfAsync(string token, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(token), Now);
        if (await Valid.For(database)(database, hash, now).FirstOrDefaultAsync(cancellationToken) is not { Token: var found, Person: var person })
            return null;
        var before = now - Precision;
        if (found.LastUsedAt is not { } last || last < before)
        {
            await database.WriteAsync(
                stop =>
                    database
                        .Set<AccessToken>()
                        .Where(known => known.Id == found.Id && (known.LastUsedAt == null || known.LastUsedAt < before))
                        .ExecuteUpdateAsync(change => change.SetProperty(known => known.LastUsedAt, now), stop),
                cancellationToken
            );
        }

        return UserService.ActorOf(person, DeadlineCalendar.Today(time));
    }

    /// <summary>Revokes all tokens of a person, within the caller's transaction.</summary>
    internal static Task<int> EndAllAsync(ImiDbContext database, Guid person, DateTime at, CancellationToken cancellationToken)
    {
        DateTime? now = at;
        return database
            .Set<AccessToken>()
            .Where(token => token.UserId == person && token.RevokedAt == null)
            .ExecuteUpdateAsync(change => change.SetProperty(token => token.RevokedAt, now), cancellationToken);
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>A token and its person.</summary>
internal sealed record TokenOfPerson(AccessToken Token, ImiUser Person);
