using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.PostgreSql;
using Imi.Kernel.SqlServer;
using Imi.Kernel.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace Imi.Kernel.Tests.Persistence;

public sealed class ModelTests
{
    public static TheoryData<IDatabaseProvider, string> Providers =>
        new()
        {
            { new SqliteDatabase(), "Data Source=:memory:" },
            { new SqlServerDatabase(), "Server=nowhere;Database=imi" },
            { new PostgreSqlDatabase(), "Host=nowhere;Database=imi" },
        };

    [Theory]
    [MemberData(nameof(Providers))]
    public void No_migration_lags_the_model(IDatabaseProvider provider, string connectionString)
    {
        using var database = Context(provider, connectionString);
        Assert.False(
            database.Database.HasPendingModelChanges(),
            $"The model has changes that no migration of {provider.Kind} makes: run build/migration.sh NAME."
        );
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Every_text_in_an_index_has_a_bound(IDatabaseProvider provider, string connectionString)
    {
        using var database = Context(provider, connectionString);
        var unbounded =
            from entity in database.Model.GetEntityTypes()
            from property in entity.GetProperties()
            where property.ClrType == typeof(string) && (property.IsKey() || property.IsIndex()) && property.GetMaxLength() is null or < 0
            select $"{entity.DisplayName()}.{property.Name}";
        Assert.Empty(unbounded);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Both_ends_of_a_key_are_stored_alike(IDatabaseProvider provider, string connectionString)
    {
        using var database = Context(provider, connectionString);
        var model = database.GetService<IDesignTimeModel>().Model;
        var different =
            from entity in model.GetEntityTypes()
            from key in entity.GetForeignKeys()
            from pair in key.Properties.Zip(key.PrincipalKey.Properties)
            where pair.First.GetColumnType() != pair.Second.GetColumnType() || pair.First.GetCollation() != pair.Second.GetCollation()
            select $"{entity.DisplayName()}.{pair.First.Name} {pair.First.GetColumnType()} is no {pair.Second.GetColumnType()}";
        Assert.Empty(different);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Texts_are_equal_where_every_character_is(IDatabaseProvider provider, string connectionString)
    {
        using var database = Context(provider, connectionString);
        var expected = provider.Kind switch
        {
            DatabaseKind.SqlServer => "Latin1_General_100_BIN2",
            DatabaseKind.PostgreSql => "C",
            _ => null,
        };
        var model = database.GetService<IDesignTimeModel>().Model;
        var others =
            from entity in model.GetEntityTypes()
            from property in entity.GetProperties()
            where (property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType) == typeof(string) && property.GetCollation() != expected
            select $"{entity.DisplayName()}.{property.Name} {property.GetCollation()}";
        Assert.Empty(others);
    }

    [Fact]
    public void The_script_for_SQL_Server_is_right_T_SQL()
    {
        using var database = SqlServerQueries.CreateContext();
        var script = database.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        Assert.Contains("CREATE TABLE [Exchanges]", script, StringComparison.Ordinal);
        Assert.Empty(SqlServerQueries.ErrorsIn(script));
    }

    [Fact]
    public void Wrong_T_SQL_is_found()
    {
        Assert.NotEmpty(SqlServerQueries.ErrorsIn("SELECT TOP FROM [Exchanges] LIMIT 3"));
    }

    private static ImiDbContext Context(IDatabaseProvider provider, string connectionString)
    {
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        provider.Configure(options, connectionString);
        return new ImiDbContext(options.Options);
    }
}
