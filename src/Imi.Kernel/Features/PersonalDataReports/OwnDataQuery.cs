using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Notices;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Features.PersonalDataReports;

/// <summary>Shows users what is held about themselves (Regulation (EU) No 1024/2012, Article 15; Regulation (EU) 2018/1725, Article 17).</summary>
public sealed class OwnDataQuery(ImiDbContext database, ProcessingReportQuery processing, Journal journal)
{
    /// <summary>How much is held about a user.</summary>
    public async Task<OwnDataCounts> CountAsync(Guid userId, CancellationToken cancellationToken) =>
        new(
            await database.Set<RoleGrant>().CountAsync(grant => grant.UserId == userId, cancellationToken),
            await database.Set<AccessToken>().CountAsync(token => token.UserId == userId, cancellationToken),
            await database.Set<Notice>().CountAsync(notice => notice.UserId == userId, cancellationToken),
            await database.Set<Assignment>().CountAsync(assignment => assignment.UserId == userId, cancellationToken),
            await database.Set<ReadMark>().CountAsync(mark => mark.UserId == userId, cancellationToken),
            await database.Set<JournalEntry>().CountAsync(entry => entry.UserId == userId, cancellationToken)
        );

    /// <summary>Everything that is held about a user but the journal, to take along. The journal notes it.</summary>
    public async Task<OwnData> ReadAsync(Guid userId, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async stop =>
            {
                await journal.AppendAsync(userId, null, null, "own-data", "", stop);
                return true;
            },
            cancellationToken
        );
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

    /// <summary>What a user did, as the journal has it; read as it goes.</summary>
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

/// <summary>How much is held about a user.</summary>
public sealed record OwnDataCounts(int Roles, int Tokens, int Notices, int Allocations, int Looks, int JournalEntries);

/// <summary>What is held about a user.</summary>
/// <param name="User">The account with its roles.</param>
/// <param name="Authorities">The authorities of the roles by name.</param>
/// <param name="Tokens">The tokens: their names and days, what they are is not held.</param>
/// <param name="Sessions">The sessions that run: since when, with which browser, from which network address.</param>
/// <param name="Providers">The accounts elsewhere by which the user signs in.</param>
/// <param name="Passkeys">The passkeys by which the user signs in: their names and days, the keys that open are not held.</param>
/// <param name="Notices">What the user was told.</param>
/// <param name="Allocations">The numbers of the exchanges that are assigned to the user; null for drafts.</param>
/// <param name="Looks">When the user last looked at which exchange.</param>
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

/// <summary>A notice that a user got.</summary>
public sealed record OwnNotice(DateTime At, string? Number, string Action, DateTime? ReadAt);

/// <summary>A user's last look at an exchange.</summary>
public sealed record OwnReadMark(DateTime At, string? Number);
