using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Imi.Kernel.Sqlite;

/// <summary>Lets <c>dotnet ef</c> create migrations; it does not connect to a database.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<ImiDbContext>
{
    public ImiDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        SqliteDatabase.Configure(options, "Data Source=:memory:");
        return new ImiDbContext(options.Options);
    }
}
