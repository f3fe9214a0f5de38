using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace Imi.Kernel.Tests.Persistence;

/// <summary>Checks what would be sent to SQL Server, without one.</summary>
internal static class SqlServerQueries
{
    /// <summary>A context that speaks to SQL Server and reaches none.</summary>
    public static ImiDbContext CreateContext()
    {
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        SqlServerDatabase.Configure(options, "Server=nowhere;Database=imi");
        return new ImiDbContext(options.Options);
    }

    /// <summary>Asserts that a query of such a context can be put in T-SQL and is right there.</summary>
    /// <returns>The T-SQL.</returns>
    public static string AssertRight(IQueryable query)
    {
        var sql = query.ToQueryString();
        Assert.Empty(ErrorsIn(sql));
        return sql;
    }

    /// <summary>What SQL Server's own parser finds wrong.</summary>
    public static IReadOnlyList<string> ErrorsIn(string sql)
    {
        using var reader = new StringReader(sql);
        new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return [.. errors.Select(error => $"{error.Line}:{error.Column} {error.Message}")];
    }
}
