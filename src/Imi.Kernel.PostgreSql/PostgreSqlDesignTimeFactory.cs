using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Imi.Kernel.PostgreSql;

/// <summary>Lets <c>dotnet ef</c> create migrations; it does not connect to a database.</summary>
internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<ImiDbContext>
{
    public ImiDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        PostgreSqlDatabase.Configure(options, "Host=localhost;Database=imi");
        return new ImiDbContext(options.Options);
    }
}
