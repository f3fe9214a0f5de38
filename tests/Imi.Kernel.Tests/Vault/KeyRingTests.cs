using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Foundation.Vault.KeyRing;
using Imi.Kernel.Tests.Persistence;
using Imi.Testing.Databases;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Imi.Kernel.Tests.Vault;

/// <summary>The ring's keys come and go while the platform runs; what they wrapped stays readable.</summary>
public abstract class KeyRingTests(DatabaseFixture fixture)
{
    [SkippableFact]
    public async Task A_running_platform_takes_a_new_key_and_opens_what_older_ones_wrapped()
    {
        await using var ring = Ring();
        var old = await SealAsync(ring);
        var renewed = await ring.DeskAsync(desk => Task.FromResult(desk.Renew(atOnce: true)));
        var fresh = await SealAsync(ring);
        for (var patience = 0; new Guid(await RingKeyAsync(fresh)) != renewed.Id && patience < 100; patience++)
        {
            await Task.Delay(50); // The ring is read again beside the work.
            fresh = await SealAsync(ring);
        }

        Assert.Equal(renewed.Id, new Guid(await RingKeyAsync(fresh)));
        await OpensAsync(ring, old);
        await OpensAsync(ring, fresh);
    }

    [SkippableFact]
    public async Task After_rewrapping_an_older_key_of_the_ring_can_go_and_everything_still_opens()
    {
        await using var ring = Ring();
        var old = new List<Guid>();
        for (var number = 0; number < KeyRingService.BatchSize + 5; number++)
            old.Add(await SealAsync(ring));
        var retired = new Guid(await RingKeyAsync(old[0]));
        await ring.DeskAsync(desk => Task.FromResult(desk.Renew(atOnce: true)));

        await using var next = Ring(ring.Folder);
        using var stop = new CancellationTokenSource();
        var first = new Stopping(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.DeskAsync(desk => desk.RewrapAsync(first, stop.Token)));
        Assert.InRange(first.Done, 1, KeyRingService.BatchSize);
        Assert.Equal(old.Count - first.Done, await next.DeskAsync(desk => desk.RewrapAsync(null, CancellationToken.None)));
        Assert.Equal(0, await next.DeskAsync(desk => desk.RewrapAsync(null, CancellationToken.None)));
        File.Delete(Path.Combine(ring.Folder, $"key-{retired}.xml"));

        await using var restarted = Ring(ring.Folder);
        foreach (var exchange in old)
            await OpensAsync(restarted, exchange);
        Assert.DoesNotContain(retired, (await restarted.DeskAsync(desk => desk.ReadAsync(CancellationToken.None))).Missing);
    }

    [SkippableFact]
    public async Task Who_has_lost_the_ring_is_told_exactly_what_cannot_be_opened()
    {
        await using var ring = Ring();
        var (first, second) = (await SealAsync(ring), await SealAsync(ring));
        var lost = new Guid(await RingKeyAsync(first));
        await using var other = Ring();
        await SealAsync(other);
        var state = await other.DeskAsync(desk => desk.ReadAsync(CancellationToken.None));
        Assert.Contains(lost, state.Missing);
        var all = state.Exchanges;
        Assert.Contains($"{lost}", state.Loss, StringComparison.Ordinal);
        Assert.Contains($"{state.Lost} of {all} exchanges cannot be opened", state.Loss, StringComparison.Ordinal);
        Assert.True(state.Lost >= 2 && state.Lost < all);

        // Put back, it opens everything again.
        await OpensAsync(ring, first);
        await OpensAsync(ring, second);
    }

    [SkippableTheory]
    [InlineData("not xml at all")]
    [InlineData("an empty file")]
    [InlineData("another value of the key")]
    public async Task A_damaged_key_closes_only_what_it_wraps_and_is_named(string damage)
    {
        await using var ring = Ring();
        var (first, second) = (await SealAsync(ring), await SealAsync(ring));
        var damaged = new Guid(await RingKeyAsync(first));
        await ring.DeskAsync(desk => Task.FromResult(desk.Renew(atOnce: true)));
        await using var next = Ring(ring.Folder);
        var fresh = await SealAsync(next);
        var path = Path.Combine(ring.Folder, $"key-{damaged}.xml");
        var text = await File.ReadAllTextAsync(path);
        var value = text.IndexOf("<value>", StringComparison.Ordinal) + "<value>".Length;
        await File.WriteAllTextAsync(
            path,
            damage switch
            {
                "not xml at all" => text[..(text.Length / 2)],
                "an empty file" => "",
                _ => text[..value] + new string('A', 40) + text[(value + 40)..],
            }
        );

        await using var restarted = Ring(ring.Folder);
        await OpensAsync(restarted, fresh);
        await using var database = fixture.CreateContext();
        var vault = new ExchangeVault(database, restarted.Protection, restarted.Manager);
        Assert.Null(await vault.TryOpenAsync(first, CancellationToken.None));
        Assert.Equal([fresh], (await vault.OpenManyAsync([first, second, fresh], CancellationToken.None)).Keys);
        Assert.Contains(damaged, (await restarted.DeskAsync(desk => desk.ReadAsync(CancellationToken.None))).Missing);

        await File.WriteAllTextAsync(path, text);
        await using var repaired = Ring(ring.Folder);
        await OpensAsync(repaired, first);
    }

    private RingOnDisk Ring(string? folder = null)
    {
        _ = fixture.ConnectionString; // Skips where there is no such database.
        return new(fixture, folder ?? Directory.CreateDirectory(Path.Combine(fixture.DataDirectory, $"ring-{Given.NewId():N}")).FullName);
    }

    private async Task<Guid> SealAsync(RingOnDisk ring)
    {
        await using var database = fixture.CreateContext();
        var exchange = await Given.ExchangeAsync(database);
        new ExchangeVault(database, ring.Protection, ring.Manager).Create(exchange.Id).Dispose();
        await database.SaveChangesAsync();
        return exchange.Id;
    }

    private async Task<byte[]> RingKeyAsync(Guid exchange)
    {
        await using var database = fixture.CreateContext();
        return await database.Set<ExchangeKey>().Where(key => key.ExchangeId == exchange).Select(key => ExchangeKey.RingKeyOf(key.Wrapped)).SingleAsync();
    }

    private async Task OpensAsync(RingOnDisk ring, Guid exchange)
    {
        await using var database = fixture.CreateContext();
        (await new ExchangeVault(database, ring.Protection, ring.Manager).OpenAsync(exchange, CancellationToken.None)).Dispose();
    }

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<int>
    {
        public int Done { get; private set; }

        public void Report(int value)
        {
            Done = value;
            stop.Cancel();
        }
    }

    private sealed class RingOnDisk : IAsyncDisposable
    {
        private readonly DatabaseFixture _fixture;
        private readonly ServiceProvider _services;

        public RingOnDisk(DatabaseFixture fixture, string folder)
        {
            _fixture = fixture;
            Folder = folder;
            var services = new ServiceCollection();
            services.AddLogging().AddDataProtection().SetApplicationName("ring");
            services
                .AddOptions<KeyManagementOptions>()
                .Configure<ILoggerFactory>((options, log) => options.XmlRepository = new KeyFolder(new DirectoryInfo(folder), log));
            _services = services.BuildServiceProvider();
        }

        public string Folder { get; }

        public IKeyManager Manager => _services.GetRequiredService<IKeyManager>();

        public IDataProtectionProvider Protection => _services.GetRequiredService<IDataProtectionProvider>();

        public async Task<T> DeskAsync<T>(Func<KeyRingService, Task<T>> ask)
        {
            await using var database = _fixture.CreateContext();
            return await ask(new KeyRingService(database, Manager, Protection, TimeProvider.System));
        }

        public ValueTask DisposeAsync() => _services.DisposeAsync();
    }
}

public sealed class SqliteKeyRingTests(SqliteDatabaseFixture fixture) : KeyRingTests(fixture), IClassFixture<SqliteDatabaseFixture>;

public sealed class PostgreSqlKeyRingTests(PostgreSqlDatabaseFixture fixture) : KeyRingTests(fixture), IClassFixture<PostgreSqlDatabaseFixture>;

public sealed class SqlServerKeyRingTests(SqlServerDatabaseFixture fixture) : KeyRingTests(fixture), IClassFixture<SqlServerDatabaseFixture>;
