using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Imi.Kernel.PostgreSql;

/// <summary>Lets <c>dotnet ef</c> write migrations; it connects to nothing.</summary>
internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<ImiDbContext>
{
    public ImiDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<ImiDbContext>();
        PostgreSqlDatabase.Configure(options, "Host=localhost;Database=imi");
        return new ImiDbContext(options.Options);
    }
}
