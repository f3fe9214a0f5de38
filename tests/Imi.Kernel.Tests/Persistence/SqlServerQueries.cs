using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace Imi.Kernel.Tests.Persistence;

/// <summary>Checks statements for SQL Server without a server.</summary>
internal static class SqlServerQueries
{
    /// <summary>Creates a context for SQL Server that never connects.</summary>
    public static ImiDbContext CreateContext()
    {
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        SqlServerDatabase.Configure(options, "Server=nowhere;Database=imi");
        return new ImiDbContext(options.Options);
    }

    /// <summary>Asserts that a query of such a context translates to valid T-SQL.</summary>
    /// <returns>The T-SQL.</returns>
    public static string AssertRight(IQueryable query)
    {
        var sql = query.ToQueryString();
        Assert.Empty(ErrorsIn(sql));
        return sql;
    }

    /// <summary>Returns the errors that SQL Server's own parser reports.</summary>
    public static IReadOnlyList<string> ErrorsIn(string sql)
    {
        using var reader = new StringReader(sql);
        new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return [.. errors.Select(error => $"{error.Line}:{error.Column} {error.Message}")];
    }
}
