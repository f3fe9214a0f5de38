using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.PostgreSql;
using Imi.Kernel.Sqlite;
using Imi.Kernel.SqlServer;
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
    public void The_migrations_match_the_model(IDatabaseProvider provider, string connectionString)
    {
        using var database = Context(provider, connectionString);
        Assert.False(
            database.Database.HasPendingModelChanges(),
            $"The model has changes that no migration of {provider.Kind} makes: run build/migration.sh NAME."
        );
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Every_indexed_text_has_a_maximum_length(IDatabaseProvider provider, string connectionString)
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
    public void Foreign_keys_have_the_same_column_type_as_their_principal_keys(IDatabaseProvider provider, string connectionString)
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
    public void Text_comparison_is_ordinal(IDatabaseProvider provider, string connectionString)
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
    public void The_script_for_SQL_Server_is_valid_T_SQL()
    {
        using var database = SqlServerQueries.CreateContext();
        var script = database.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        Assert.Contains("CREATE TABLE [Exchanges]", script, StringComparison.Ordinal);
        Assert.Empty(SqlServerQueries.ErrorsIn(script));
    }

    [Fact]
    public void The_parser_rejects_invalid_T_SQL()
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
