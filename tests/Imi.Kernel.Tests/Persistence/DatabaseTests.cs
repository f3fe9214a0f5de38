using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Notices;
using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Xunit;

namespace Imi.Kernel.Tests.Persistence;

public abstract class DatabaseTests(DatabaseFixture fixture)
{
    [SkippableFact]
    public async Task A_stored_authority_is_read_back_unchanged()
    {
        await using var database = fixture.CreateContext();
        var stored = await Given.AuthorityAsync(database);
        await using var other = fixture.CreateContext();
        var found = await other.Set<Authority>().Include(one => one.Names).Include(one => one.Mandates).SingleAsync(one => one.Id == stored.Id);
        Assert.Equal(["es", "ca"], found.Languages);
        Assert.Equal("Dirección General de Consumo", found.NameFor("es"));
        Assert.StartsWith("direccion general de consumo", found.Names[0].SearchText, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2030, 12, 31), found.Mandates[0].Until);
        var country = await other.Set<Country>().SingleAsync(one => one.Code == stored.Country);
        Assert.Equal(["es", "ca", "gl", "eu"], country.Languages);
        Assert.True(await other.Set<Authority>().AnyAsync(one => one.Id == stored.Id && one.Languages.Contains("ca")));
        Assert.False(await other.Set<Authority>().AnyAsync(one => one.Id == stored.Id && one.Languages.Contains("de")));
    }

    [SkippableFact]
    public async Task A_stored_exchange_keeps_UTC_milliseconds_and_far_dates()
    {
        await using var database = fixture.CreateContext();
        var stored = Given.Exchange(await Given.AuthorityAsync(database));
        stored.Touch(Given.Now.UtcDateTime.AddTicks(4_567));
        stored.Extend("open", new DateOnly(2026, 3, 2), new DateOnly(2026, 4, 30));
        await SaveAsync(database, stored);
        await using var other = fixture.CreateContext();
        var found = await other.Set<Exchange>().Include(one => one.Participations).SingleAsync(one => one.Id == stored.Id);
        Assert.Equal(Given.Now.UtcDateTime, found.UpdatedAt);
        Assert.Equal(DateTimeKind.Utc, found.UpdatedAt.Kind);
        Assert.Equal(DateTimeKind.Utc, found.CreatedAt.Kind);
        Assert.Null(found.SentAt);
        Assert.Equal(stored.Clocks, found.Clocks);
        Assert.Equal((new DateOnly(2026, 4, 30), 1), (found.Clock("open")!.LastDay, found.Clock("open")!.Extensions));
        Assert.Equal(DateOnly.MaxValue, Assert.Single(found.Participations).SortDue);
        Assert.Equal(1, await other.Set<Participation>().CountAsync(part => part.ExchangeId == stored.Id && part.SortDue > new DateOnly(2026, 1, 1)));
        Assert.Equal(1, await other.Set<Participation>().CountAsync(part => part.ExchangeId == stored.Id && part.SortDue == DateOnly.MaxValue));
        Assert.Equal(1, await other.Set<Exchange>().CountAsync(one => one.Id == stored.Id && one.UpdatedAt == found.UpdatedAt));
    }

    [SkippableFact]
    public async Task Paging_by_cursor_neither_skips_nor_repeats_rows()
    {
        await using var database = fixture.CreateContext();
        var sender = await Given.AuthorityAsync(database);
        var stored = Enumerable.Range(0, 20).Select(_ => Given.Exchange(sender)).ToArray();
        await SaveAsync(database, stored);
        var seen = new List<Guid>();
        var after = Guid.Empty;
        while (true)
        {
            var page = await database
                .Set<Participation>()
                .AsNoTracking()
                .Where(part => part.AuthorityId == sender.Id && part.SortDue == DateOnly.MaxValue && part.ExchangeId.CompareTo(after) > 0)
                .OrderBy(part => part.ExchangeId)
                .Take(7)
                .Select(part => part.ExchangeId)
                .ToListAsync();
            if (page.Count == 0)
                break;
            seen.AddRange(page);
            after = page[^1];
        }

        Assert.Equal(stored.Select(one => one.Id).Order(), seen);
    }

    [SkippableFact]
    public async Task A_timeline_is_read_in_chronological_order()
    {
        await using var database = fixture.CreateContext();
        var exchange = await Given.ExchangeAsync(database);
        var entries = Enumerable.Range(0, 12).Select(minute => Entry(exchange, Given.Now.AddMinutes(minute * 97))).ToArray();
        entries[0].AssignedIds = [exchange.Id, exchange.SenderId];
        await SaveAsync(database, [.. entries.Reverse()]);
        var found = await database.Set<TimelineEntry>().AsNoTracking().Where(one => one.ExchangeId == exchange.Id).OrderBy(one => one.Id).ToListAsync();
        Assert.Equal(entries.Select(entry => entry.Id), found.Select(entry => entry.Id));
        Assert.Equal([exchange.Id, exchange.SenderId], found[0].AssignedIds);
        Assert.Empty(found[1].AssignedIds);
    }

    [SkippableFact]
    public async Task Deleting_an_exchange_deletes_exactly_its_own_rows()
    {
        await using var database = fixture.CreateContext();
        var exchange = await Given.ExchangeAsync(database);
        var other = await Given.ExchangeAsync(database);
        var user = await Given.UserAsync(database, await Given.AuthorityAsync(database));
        var now = Given.Now.UtcDateTime;
        var file = new Attachment(Given.NewId(), exchange.Id, user.Id, now);
        await SaveAsync(
            database,
            new ContentDocument(Given.NewId(), exchange.Id, ContentKind.Form, "request", "es", user.Id, exchange.SenderId, now),
            Entry(exchange, Given.Now),
            Entry(other, Given.Now),
            new Assignment(exchange.Id, exchange.SenderId, user.Id),
            new ReadMark(user.Id, exchange.Id, now),
            new ExchangeLink(exchange.Id, other.Id, LinkKind.Related),
            new StatisticAnswer(Given.NewId(), exchange.Id, new AnswerSource(exchange.Id, "request", "ES", new DateOnly(2026, 3, 2)), "ground", "health"),
            new Notice(Given.NewId(), user.Id, exchange.Id, "create", "draft", false, now),
            file,
            new AttachmentChunk(file.Id, 0, [1])
        );
        await using var deleting = fixture.CreateContext();
        await deleting.WriteAsync(
            async stop =>
            {
                deleting.Set<Exchange>().Remove(await deleting.Set<Exchange>().SingleAsync(one => one.Id == exchange.Id, stop));
                return true;
            },
            CancellationToken.None
        );
        await using var after = fixture.CreateContext();
        Assert.False(await after.Set<Participation>().AnyAsync(one => one.ExchangeId == exchange.Id));
        Assert.False(await after.Set<ContentDocument>().AnyAsync(one => one.ExchangeId == exchange.Id));
        Assert.False(await after.Set<TimelineEntry>().AnyAsync(one => one.ExchangeId == exchange.Id));
        Assert.False(await after.Set<Assignment>().AnyAsync(one => one.ExchangeId == exchange.Id));
        Assert.False(await after.Set<ReadMark>().AnyAsync(one => one.ExchangeId == exchange.Id));
        Assert.False(await after.Set<ExchangeLink>().AnyAsync(one => one.FromId == exchange.Id));
        Assert.False(await after.Set<StatisticAnswer>().AnyAsync(one => one.ExchangeId == exchange.Id));
        Assert.False(await after.Set<Notice>().AnyAsync(one => one.ExchangeId == exchange.Id));
        Assert.False(await after.Set<AttachmentChunk>().AnyAsync(one => one.AttachmentId == file.Id));
        Assert.Equal(1, await after.Set<TimelineEntry>().CountAsync(one => one.ExchangeId == other.Id));
        Assert.True(await after.Set<ImiUser>().AnyAsync(one => one.Id == user.Id));
    }

    [SkippableFact]
    public async Task A_refused_or_failed_write_leaves_no_trace()
    {
        await using var database = fixture.CreateContext();
        var sender = await Given.AuthorityAsync(database);
        database.ChangeTracker.Clear();
        var refused = await database.WriteIfAsync(
            async stop =>
            {
                database.Set<Exchange>().Add(Given.Exchange(sender));
                await database.SaveChangesAsync(stop);
                return ("refused", false);
            },
            CancellationToken.None
        );
        Assert.Equal("refused", refused);
        Assert.Empty(database.ChangeTracker.Entries());
        await Assert.ThrowsAsync<TimeoutException>(() =>
            database.WriteAsync<int>(
                async stop =>
                {
                    database.Set<Exchange>().Add(Given.Exchange(sender));
                    await database.SaveChangesAsync(stop);
                    throw new TimeoutException();
                },
                CancellationToken.None
            )
        );
        Assert.Empty(database.ChangeTracker.Entries());
        Assert.Equal(0, await database.Set<Exchange>().CountAsync(one => one.SenderId == sender.Id));
        await SaveAsync(database, Given.Exchange(sender));
        Assert.Equal(1, await database.Set<Exchange>().CountAsync(one => one.SenderId == sender.Id));
    }

    [SkippableFact]
    public async Task Transactions_cannot_be_nested()
    {
        await using var database = fixture.CreateContext();
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            database.WriteAsync(stop => database.WriteAsync(_ => Task.FromResult(1), stop), CancellationToken.None)
        );
    }

    [SkippableFact]
    public async Task The_second_of_two_concurrent_changes_is_refused()
    {
        await using var first = fixture.CreateContext();
        var id = (await Given.ExchangeAsync(first)).Id;
        first.ChangeTracker.Clear();
        await using var second = fixture.CreateContext();
        var seenByFirst = await first.Set<Exchange>().SingleAsync(one => one.Id == id);
        var seenBySecond = await second.Set<Exchange>().SingleAsync(one => one.Id == id);
        seenByFirst.CountChange();
        seenBySecond.CountChange();
        await first.WriteAsync(_ => Task.FromResult(1), CancellationToken.None);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.WriteAsync(_ => Task.FromResult(1), CancellationToken.None));
        Assert.Equal(2, (await second.Set<Exchange>().SingleAsync(one => one.Id == id)).Revision);
    }

    [SkippableFact]
    public async Task Many_concurrent_writers_all_succeed()
    {
        await using var database = fixture.CreateContext();
        var sender = await Given.AuthorityAsync(database);
        await SaveAsync(database, new NumberSequence(sender.Code, 2026));
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        await using var writer = fixture.CreateContext();
                        for (var turn = 0; turn < 10; turn++)
                        {
                            await writer.WriteAsync(
                                stop =>
                                    writer
                                        .Set<NumberSequence>()
                                        .Where(one => one.Code == sender.Code)
                                        .ExecuteUpdateAsync(change => change.SetProperty(one => one.Last, one => one.Last + 1), stop),
                                CancellationToken.None
                            );
                        }
                    })
                )
        );
        Assert.Equal(80, await database.Set<NumberSequence>().Where(one => one.Code == sender.Code).Select(one => one.Last).SingleAsync());
    }

    [SkippableFact]
    public async Task Numbers_are_unique_and_drafts_have_none()
    {
        await using var database = fixture.CreateContext();
        var sender = await Given.AuthorityAsync(database);
        Exchange[] exchanges = [Given.Exchange(sender), Given.Exchange(sender), Given.Exchange(sender)];
        exchanges[0].NumberAs($"EX-{sender.Code}");
        await SaveAsync(database, exchanges);
        var again = Given.Exchange(sender);
        again.NumberAs(exchanges[0].Number!);
        var error = await Assert.ThrowsAsync<DbUpdateException>(() => SaveAsync(database, again));
        Assert.Equal(DatabaseFault.Duplicate, new DatabaseFaults(fixture.Provider).Of(error));
    }

    [SkippableFact]
    public async Task An_exchange_requires_an_existing_authority()
    {
        await using var database = fixture.CreateContext();
        var sender = await Given.AuthorityAsync(database);
        var exchange = Given.Exchange(sender);
        exchange.HandTo(new Candidate(Given.NewId(), "CY", null, Standing.Good));
        await Assert.ThrowsAsync<DbUpdateException>(() => SaveAsync(database, exchange));
    }

    [SkippableFact]
    public async Task A_database_without_tables_is_reported_as_such()
    {
        await using var database = fixture.CreateContext(fixture.NewConnectionString());
        await database.GetService<IRelationalDatabaseCreator>().CreateAsync();
        var error = await Assert.ThrowsAnyAsync<Exception>(() => database.Set<Exchange>().CountAsync());
        Assert.Equal(DatabaseFault.NotMigrated, new DatabaseFaults(fixture.Provider).Of(error));
    }

    private protected static Task SaveAsync(ImiDbContext database, params object[] entities) =>
        database.WriteAsync(
            _ =>
            {
                database.AddRange(entities);
                return Task.FromResult(true);
            },
            CancellationToken.None
        );

    private static TimelineEntry Entry(Exchange exchange, DateTimeOffset at) =>
        new(Guid.CreateVersion7(at), exchange.Id, "create", "", "draft", exchange.CreatedById, exchange.SenderId, at.UtcDateTime);
}
