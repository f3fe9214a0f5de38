namespace Imi.Kernel.Tests.Persistence;

/// <summary>Every test class for one database server also runs on the other.</summary>
public sealed class DatabaseVariantTests
{
    [Fact]
    public void Every_test_class_for_PostgreSQL_has_a_variant_for_SQL_Server()
    {
        var names = typeof(DatabaseVariantTests)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false, IsNested: false })
            .Select(type => type.Name)
            .ToHashSet(StringComparer.Ordinal);
        var onPostgreSql = names.Where(name => name.Contains("PostgreSql", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(onPostgreSql);
        Assert.Equal([], onPostgreSql.Where(name => !names.Contains(name.Replace("PostgreSql", "SqlServer", StringComparison.Ordinal))));
    }
}
