using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.PostgreSql;
using Imi.Kernel.Sqlite;
using Imi.Kernel.SqlServer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Imi.Kernel.Tests.Persistence;

public sealed class DatabaseSettingsTests
{
    [Fact]
    public void The_default_database_is_SQLite_in_the_data_folder()
    {
        var settings = Read();
        Assert.Equal(DatabaseKind.Sqlite, settings.Provider);
        Assert.Equal(Path.GetFullPath("data"), settings.DataDirectory);
        Assert.Contains(Path.Combine(settings.DataDirectory, "imi.db"), settings.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_name_may_contain_special_characters()
    {
        var settings = Read((DatabaseSettings.DataDirectorySetting, "/tmp/a b;c'd"));
        using var database = new ImiDbContext(Options(settings));
        Assert.Equal("/tmp/a b;c'd/imi.db", database.Database.GetDbConnection().DataSource);
    }

    [Theory]
    [InlineData("postgresql", DatabaseKind.PostgreSql)]
    [InlineData("SqlServer", DatabaseKind.SqlServer)]
    public void A_database_server_is_set_by_its_connection_string(string provider, DatabaseKind expected)
    {
        var settings = Read((DatabaseSettings.ProviderSetting, provider), (DatabaseSettings.ConnectionStringSetting, "Database=x"));
        Assert.Equal(expected, settings.Provider);
        Assert.Equal("Database=x", settings.ConnectionString);
    }

    [Fact]
    public void A_wrong_setting_is_reported_in_one_sentence()
    {
        var unknown = Assert.Throws<ConfigurationProblem>(() => Read((DatabaseSettings.ProviderSetting, "Oracle")));
        Assert.Equal("Imi:Database:Provider is 'Oracle', but can only be Sqlite, SqlServer, PostgreSql.", unknown.Message);
        var missing = Assert.Throws<ConfigurationProblem>(() => Read((DatabaseSettings.ProviderSetting, "SqlServer")));
        Assert.Equal("Imi:Database:ConnectionString is not set: SqlServer needs one.", missing.Message);
        var settings = Read((DatabaseSettings.ConnectionStringSetting, "Bogus=1"));
        Assert.StartsWith(
            "Imi:Database:ConnectionString is not a valid SQLite connection string",
            Assert.Throws<ConfigurationProblem>(() => Options(settings)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_folder_that_cannot_be_created_is_reported()
    {
        var file = Path.GetTempFileName();
        try
        {
            var problem = Assert.Throws<ConfigurationProblem>(() => DatabaseSettings.Embedded(Path.Combine(file, "data")).CreateDataDirectory());
            Assert.StartsWith("Imi:DataDirectory: the folder ", problem.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Keys_of_an_embedded_database_are_stored_beside_it_and_survive_a_restart()
    {
        var directory = Directory.CreateTempSubdirectory("imi-test-").FullName;
        try
        {
            var settings = DatabaseSettings.Embedded(Path.Combine(directory, "data"));
            settings.CreateDataDirectory();
            byte[] wrapped;
            await using (var first = Host(settings))
                wrapped = first.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect([1, 2, 3]);
            Assert.NotEmpty(Directory.GetFiles(settings.KeysDirectory, "key-*.xml"));
            await using var second = Host(settings);
            Assert.Equal([1, 2, 3], second.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(wrapped));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void A_provider_missing_from_the_host_is_reported()
    {
        var settings = new DatabaseSettings(DatabaseKind.SqlServer, "Database=x", "/tmp");
        Assert.Throws<ConfigurationProblem>(() => new ServiceCollection().AddImiDatabase(settings, new SqliteDatabase(), new PostgreSqlDatabase()));
    }

    private static DatabaseSettings Read(params (string Name, string Value)[] settings) =>
        DatabaseSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build()
        );

    private static DbContextOptions<ImiDbContext> Options(DatabaseSettings settings)
    {
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        SqliteDatabase.Configure(options, settings.ConnectionString);
        return options.Options;
    }

    private static ServiceProvider Host(DatabaseSettings settings) =>
        new ServiceCollection()
            .AddImiDatabase(settings, new SqliteDatabase(), new SqlServerDatabase(), new PostgreSqlDatabase())
            .AddLogging()
            .AddImiKeyRing(settings, KeyProtectionSettings.None)
            .BuildServiceProvider();
}
