using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Foundation.Vault.KeyRing;
using Imi.Kernel.Tests.Persistence;
using Imi.Testing.Databases;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Tests.Vault;

/// <summary>The database alone reveals nothing without the protection of its key ring.</summary>
public abstract class KeyProtectionTests(DatabaseFixture fixture)
{
    private static readonly Guid Exchange = Given.NewId();

    [SkippableFact]
    public async Task Changing_the_key_protection_keeps_older_keys_readable()
    {
        var (settings, folder) = await FreshAsync();
        var (file, certificate) = (Path.Combine(folder, "ring.key"), Path.Combine(folder, "ring.pfx"));
        KeyProtectionService.MakeFile(file);
        MakeCertificate(certificate);

        byte[] wrapped;
        await using (var before = Start(settings, KeyProtectionSettings.None))
        {
            wrapped = Wrap(before);
            Assert.All((await before.ProtectionAsync()).Values, one => Assert.Equal(KeyProtectionService.Nothing, one));
            await Assert.ThrowsAsync<ConfigurationProblem>(() => before.CallAsync(keys => keys.ProtectAsync(CancellationToken.None)));
        }

        await using (var byFile = Start(settings, KeyProtectionSettings.None with { KeyFile = file }))
        {
            Assert.True(await byFile.CallAsync(keys => keys.ProtectAsync(CancellationToken.None)) is (> 0, 0));
            Assert.Equal((0, 0), await byFile.CallAsync(keys => keys.ProtectAsync(CancellationToken.None)));
            Assert.All((await byFile.ProtectionAsync()).Values, one => Assert.StartsWith("key file", one, StringComparison.Ordinal));
        }

        await AssertClosedAsync(settings, KeyProtectionSettings.None, wrapped);
        var byCertificate = new KeyProtectionSettings(certificate, null, "pass", null, [file]);
        await using (var rotated = Start(settings, byCertificate))
        {
            Unwrap(rotated, wrapped); // The former key file still opens keys that the certificate does not protect yet.
            Assert.True(await rotated.CallAsync(keys => keys.ProtectAsync(CancellationToken.None)) is (> 0, 0));
            Assert.All((await rotated.ProtectionAsync()).Values, one => Assert.StartsWith("certificate", one, StringComparison.Ordinal));
        }

        await AssertClosedAsync(settings, KeyProtectionSettings.None with { KeyFile = file }, wrapped);
        await using var after = Start(settings, byCertificate with { Former = [] });
        Unwrap(after, wrapped);
    }

    [SkippableFact]
    public async Task A_new_key_is_never_stored_unprotected()
    {
        var (settings, folder) = await FreshAsync();
        var file = Path.Combine(folder, "ring.key");
        KeyProtectionService.MakeFile(file);
        await using var platform = Start(settings, KeyProtectionSettings.None with { KeyFile = file });
        Wrap(platform);
        Assert.DoesNotContain(KeyProtectionService.Nothing, (await platform.ProtectionAsync()).Values);
        Assert.NotEmpty(await platform.ProtectionAsync());
    }

    private static byte[] Wrap(Installation platform)
    {
        using var scope = platform.Services.CreateScope();
        return ExchangeVault
            .ProtectorOf(scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(), Exchange)
            .Protect([1, 2, 3]);
    }

    private static void Unwrap(Installation platform, byte[] wrapped)
    {
        using var scope = platform.Services.CreateScope();
        Assert.Equal(
            [1, 2, 3],
            ExchangeVault
                .ProtectorOf(scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(), Exchange)
                .Unprotect(wrapped)
        );
    }

    private async Task AssertClosedAsync(DatabaseSettings settings, KeyProtectionSettings protection, byte[] wrapped)
    {
        await using var platform = Start(settings, protection);
        Assert.ThrowsAny<CryptographicException>(() => Unwrap(platform, wrapped));
    }

    private Installation Start(DatabaseSettings settings, KeyProtectionSettings protection)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(settings).AddScoped(_ => fixture.CreateContext(settings.ConnectionString)).AddImiKeyRing(settings, protection);
        return new Installation(services.BuildServiceProvider(), settings);
    }

    private async Task<(DatabaseSettings Settings, string Folder)> FreshAsync()
    {
        var settings = fixture.Settings with
        {
            ConnectionString = fixture.NewConnectionString(),
            DataDirectory = Path.Combine(fixture.DataDirectory, Given.NewId().ToString("N")),
        };
        await fixture.MigrateAsync(settings);
        return (settings, Directory.CreateDirectory(Path.Combine(fixture.DataDirectory, Given.NewId().ToString("N"))).FullName);
    }

    private static void MakeCertificate(string path)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=imi key ring", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(Given.Now, Given.Now.AddYears(10));
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, "pass"));
    }

    private sealed class Installation(ServiceProvider services, DatabaseSettings settings) : IAsyncDisposable
    {
        public IServiceProvider Services => services;

        public async Task<T> CallAsync<T>(Func<KeyProtectionService, Task<T>> ask)
        {
            await using var scope = services.CreateAsyncScope();
            var parts = scope.ServiceProvider;
            return await ask(
                new KeyProtectionService(
                    parts.GetRequiredService<ImiDbContext>(),
                    settings,
                    parts.GetRequiredService<KeyProtection>(),
                    parts.GetRequiredService<Microsoft.Extensions.Options.IOptions<KeyManagementOptions>>(),
                    parts
                )
            );
        }

        public Task<IReadOnlyDictionary<Guid, string>> ProtectionAsync() => CallAsync(keys => keys.ReadAsync(CancellationToken.None));

        public ValueTask DisposeAsync() => services.DisposeAsync();
    }
}

public sealed class SqliteKeyProtectionTests(SqliteDatabaseFixture fixture) : KeyProtectionTests(fixture), IClassFixture<SqliteDatabaseFixture>;

public sealed class PostgreSqlKeyProtectionTests(PostgreSqlDatabaseFixture fixture) : KeyProtectionTests(fixture), IClassFixture<PostgreSqlDatabaseFixture>;

public sealed class SqlServerKeyProtectionTests(SqlServerDatabaseFixture fixture) : KeyProtectionTests(fixture), IClassFixture<SqlServerDatabaseFixture>;

public sealed class KeyProtectionSettingsTests
{
    [Theory]
    [InlineData(DatabaseKind.PostgreSql, true, true)]
    [InlineData(DatabaseKind.SqlServer, true, true)]
    [InlineData(DatabaseKind.PostgreSql, false, false)]
    [InlineData(DatabaseKind.Sqlite, true, false)]
    public void Production_does_not_start_on_a_database_server_without_key_protection(DatabaseKind kind, bool isProduction, bool isRefused)
    {
        var nothing = new ConfigurationBuilder().Build();
        if (!isRefused)
        {
            Assert.False(KeyProtectionSettings.Read(nothing, kind, isProduction).IsSet);
            return;
        }

        var refused = Assert.Throws<ConfigurationProblem>(() => KeyProtectionSettings.Read(nothing, kind, isProduction));
        Assert.StartsWith(
            $"{KeyProtectionSettings.CertificateSetting} or {KeyProtectionSettings.FileSetting} is not set",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_invalid_key_file_or_certificate_is_reported_in_one_sentence()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "imi-key-1:short");
            Assert.Contains(
                path,
                Assert.Throws<ConfigurationProblem>(() => new KeyProtection(KeyProtectionSettings.None with { KeyFile = path })).Message,
                StringComparison.Ordinal
            );
            Assert.Contains(
                path,
                Assert.Throws<ConfigurationProblem>(() => new KeyProtection(KeyProtectionSettings.None with { Certificate = path })).Message,
                StringComparison.Ordinal
            );
            Assert.Throws<ConfigurationProblem>(() => KeyProtectionService.MakeFile(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
