using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.PersonalDataReports;

/// <summary>
/// Gives users access to their own data (Regulation (EU) No 1024/2012, Article 15; Regulation (EU) 2018/1725, Article 17).
/// </summary>
public sealed class OwnDataQuery(ImiDbContext database, ProcessingReportQuery processing, Journal journal)
{
    /// <summary>Counts the records that the platform stores about a user.</summary>
    public async Task<OwnDataCounts> CountAsync(Guid userId, CancellationToken cancellationToken) =>
        new(
            await database.Set<RoleGrant>().CountAsync(grant => grant.UserId == userId, cancellationToken),
            await database.Set<AccessToken>().CountAsync(token => token.UserId == userId, cancellationToken),
            await database.Set<Notice>().CountAsync(notice => notice.UserId == userId, cancellationToken),
            await database.Set<Assignment>().CountAsync(assignment => assignment.UserId == userId, cancellationToken),
            await database.Set<ReadMark>().CountAsync(mark => mark.UserId == userId, cancellationToken),
            await database.Set<JournalEntry>().CountAsync(entry => entry.UserId == userId, cancellationToken)
        );

    /// <summary>Reads all data about a user, except the journal, for download, and records the access in the journal.</summary>
    public async Task<OwnData> ReadAsync(Guid userId, CancellationToken cancellationToken)
    {
        await database.WriteAsync(stop => journal.AppendAsync(userId, null, null, "own-data", "", stop), cancellationToken);
        var user = await database.Set<ImiUser>().Include(one => one.Roles).AsNoTracking().FirstAsync(one => one.Id == userId, cancellationToken);
        var authorities = await ProcessingReportQuery
            .Authorities(database, [.. user.Roles.Select(grant => grant.AuthorityId).Distinct()])
            .ToDictionaryAsync(authority => authority.Id, authority => authority.Name, cancellationToken);
        return new OwnData(
            user,
            authorities,
            await database
                .Set<AccessToken>()
                .AsNoTracking()
                .Where(token => token.UserId == userId)
                .OrderBy(token => token.CreatedAt)
                .ToListAsync(cancellationToken),
            await database
                .Set<Session>()
                .AsNoTracking()
                .Where(session => session.UserId == userId)
                .OrderBy(session => session.StartedAt)
                .ToListAsync(cancellationToken),
            await database.Set<ProviderLink>().AsNoTracking().Where(link => link.UserId == userId).OrderBy(link => link.Issuer).ToListAsync(cancellationToken),
            await database
                .Set<Passkey>()
                .AsNoTracking()
                .Where(passkey => passkey.UserId == userId)
                .OrderBy(passkey => passkey.CreatedAt)
                .ToListAsync(cancellationToken),
            await NoticeQuery(database, userId).ToListAsync(cancellationToken),
            await AllocationQuery(database, userId).ToListAsync(cancellationToken),
            await LookQuery(database, userId).ToListAsync(cancellationToken)
        );
    }

    /// <summary>Streams the journal entries of a user's actions.</summary>
    public IAsyncEnumerable<Processing> JournalAsync(Guid userId, CancellationToken cancellationToken) =>
        processing.ReadAsync(new ProcessingQuestion { Person = userId }, cancellationToken);

    internal static IQueryable<OwnNotice> NoticeQuery(ImiDbContext database, Guid userId) =>
        from notice in database.Set<Notice>()
        where notice.UserId == userId
        join one in database.Set<Exchange>() on notice.ExchangeId equals one.Id into exchanges
        from exchange in exchanges.DefaultIfEmpty()
        orderby notice.Id
        select new OwnNotice(notice.At, exchange.Number ?? notice.Number, notice.Action, notice.ReadAt);

    internal static IQueryable<string?> AllocationQuery(ImiDbContext database, Guid userId) =>
        from assignment in database.Set<Assignment>()
        where assignment.UserId == userId
        join exchange in database.Set<Exchange>() on assignment.ExchangeId equals exchange.Id
        orderby exchange.Number
        select exchange.Number;

    internal static IQueryable<OwnReadMark> LookQuery(ImiDbContext database, Guid userId) =>
        from mark in database.Set<ReadMark>()
        where mark.UserId == userId
        join exchange in database.Set<Exchange>() on mark.ExchangeId equals exchange.Id
        orderby mark.At
        select new OwnReadMark(mark.At, exchange.Number);
}

/// <summary>The numbers of records about a user; <paramref name="Looks"/> counts the exchanges that the user has opened.</summary>
public sealed record OwnDataCounts(int Roles, int Tokens, int Notices, int Allocations, int Looks, int JournalEntries);

/// <summary>The data that the platform stores about a user.</summary>
/// <param name="User">The account with its roles.</param>
/// <param name="Authorities">The names of the roles' authorities, by identifier.</param>
/// <param name="Tokens">The tokens: names and days; the platform does not store the secrets.</param>
/// <param name="Sessions">The current sessions: start, browser and network address.</param>
/// <param name="Providers">The external accounts with which the user signs in.</param>
/// <param name="Passkeys">The passkeys with which the user signs in: names and days; the platform does not store the private keys.</param>
/// <param name="Notices">The notices to the user.</param>
/// <param name="Allocations">The numbers of the exchanges that are assigned to the user; null for drafts.</param>
/// <param name="Looks">When the user last opened each exchange.</param>
public sealed record OwnData(
    ImiUser User,
    IReadOnlyDictionary<Guid, string> Authorities,
    IReadOnlyList<AccessToken> Tokens,
    IReadOnlyList<Session> Sessions,
    IReadOnlyList<ProviderLink> Providers,
    IReadOnlyList<Passkey> Passkeys,
    IReadOnlyList<OwnNotice> Notices,
    IReadOnlyList<string?> Allocations,
    IReadOnlyList<OwnReadMark> Looks
);

/// <summary>A notice to the user. Times are UTC; <paramref name="ReadAt"/> is null if it is unread.</summary>
public sealed record OwnNotice(DateTime At, string? Number, string Action, DateTime? ReadAt);

/// <summary>When a user last opened an exchange, UTC; the number is null for a draft.</summary>
public sealed record OwnReadMark(DateTime At, string? Number);
