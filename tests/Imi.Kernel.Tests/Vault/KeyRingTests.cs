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

/// <summary>Ring keys are added and removed while the platform runs, and wrapped keys remain readable.</summary>
public abstract class KeyRingTests(DatabaseFixture fixture)
{
    [SkippableFact]
    public async Task A_running_platform_uses_a_new_key_and_still_opens_older_ones()
    {
        await using var ring = Ring();
        var old = await SealAsync(ring);
        var renewed = await ring.CallAsync(service => Task.FromResult(service.Renew(atOnce: true)));
        var fresh = await SealAsync(ring);
        for (var patience = 0; new Guid(await RingKeyAsync(fresh)) != renewed.Id && patience < 100; patience++)
        {
            await Task.Delay(50); // The ring is reloaded in the background.
            fresh = await SealAsync(ring);
        }

        Assert.Equal(renewed.Id, new Guid(await RingKeyAsync(fresh)));
        await AssertOpensAsync(ring, old);
        await AssertOpensAsync(ring, fresh);
    }

    [SkippableFact]
    public async Task After_rewrapping_an_old_ring_key_can_be_removed()
    {
        await using var ring = Ring();
        var old = new List<Guid>();
        for (var number = 0; number < KeyRingService.BatchSize + 5; number++)
            old.Add(await SealAsync(ring));
        var retired = new Guid(await RingKeyAsync(old[0]));
        await ring.CallAsync(service => Task.FromResult(service.Renew(atOnce: true)));

        await using var next = Ring(ring.Folder);
        using var stop = new CancellationTokenSource();
        var first = new Stopping(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.CallAsync(service => service.RewrapAsync(first, stop.Token)));
        Assert.InRange(first.Done, 1, KeyRingService.BatchSize);
        Assert.Equal(old.Count - first.Done, await next.CallAsync(service => service.RewrapAsync(null, CancellationToken.None)));
        Assert.Equal(0, await next.CallAsync(service => service.RewrapAsync(null, CancellationToken.None)));
        File.Delete(Path.Combine(ring.Folder, $"key-{retired}.xml"));

        await using var restarted = Ring(ring.Folder);
        foreach (var exchange in old)
            await AssertOpensAsync(restarted, exchange);
        Assert.DoesNotContain(retired, (await restarted.CallAsync(service => service.ReadAsync(CancellationToken.None))).Missing);
    }

    [SkippableFact]
    public async Task A_lost_key_ring_reports_exactly_the_unreadable_exchanges()
    {
        await using var ring = Ring();
        var (first, second) = (await SealAsync(ring), await SealAsync(ring));
        var lost = new Guid(await RingKeyAsync(first));
        await using var other = Ring();
        await SealAsync(other);
        var state = await other.CallAsync(service => service.ReadAsync(CancellationToken.None));
        Assert.Contains(lost, state.Missing);
        var all = state.Exchanges;
        Assert.Contains($"{lost}", state.Loss, StringComparison.Ordinal);
        Assert.Contains($"{state.Lost} of {all} exchanges cannot be opened", state.Loss, StringComparison.Ordinal);
        Assert.True(state.Lost >= 2 && state.Lost < all);

        // With the key restored, everything opens again.
        await AssertOpensAsync(ring, first);
        await AssertOpensAsync(ring, second);
    }

    [SkippableTheory]
    [InlineData("not xml at all")]
    [InlineData("an empty file")]
    [InlineData("another value of the key")]
    public async Task A_damaged_ring_key_affects_only_its_own_exchanges_and_is_reported(string damage)
    {
        await using var ring = Ring();
        var (first, second) = (await SealAsync(ring), await SealAsync(ring));
        var damaged = new Guid(await RingKeyAsync(first));
        await ring.CallAsync(service => Task.FromResult(service.Renew(atOnce: true)));
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
        await AssertOpensAsync(restarted, fresh);
        await using var database = fixture.CreateContext();
        var vault = new ExchangeVault(database, restarted.Protection, restarted.Manager);
        Assert.Null(await vault.TryOpenAsync(first, CancellationToken.None));
        Assert.Equal([fresh], (await vault.OpenManyAsync([first, second, fresh], CancellationToken.None)).Keys);
        Assert.Contains(damaged, (await restarted.CallAsync(service => service.ReadAsync(CancellationToken.None))).Missing);

        await File.WriteAllTextAsync(path, text);
        await using var repaired = Ring(ring.Folder);
        await AssertOpensAsync(repaired, first);
    }

    private RingOnDisk Ring(string? folder = null)
    {
        _ = fixture.ConnectionString; // Skips the test if the database server is not available.
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

    private async Task AssertOpensAsync(RingOnDisk ring, Guid exchange)
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

        public async Task<T> CallAsync<T>(Func<KeyRingService, Task<T>> ask)
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
