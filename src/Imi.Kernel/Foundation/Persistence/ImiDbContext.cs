using Imi.Kernel.Foundation.Persistence.Conventions;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>The unit of work on the platform's database, with the same model on SQLite, SQL Server and PostgreSQL.</summary>
public sealed partial class ImiDbContext(DbContextOptions<ImiDbContext> options) : DbContext(options), IDataProtectionKeyContext
{
    internal const string PostgreSql = "Npgsql.EntityFrameworkCore.PostgreSQL";
    internal const string SqlServer = "Microsoft.EntityFrameworkCore.SqlServer";

    /// <summary>The key ring; empty with SQLite, where it is kept in files.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveMaxLength(MappedLengths.Default);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32).AreUnicode(false);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>().HavePrecision(3);
        if (BinaryCollation is { } binary)
        {
            configurationBuilder.Properties<string>().UseCollation(binary);
            configurationBuilder.Properties<Enum>().UseCollation(binary);
        }

        if (Database.ProviderName == SqlServer)
            configurationBuilder.Properties<Guid>().HaveConversion<OrderedGuidConverter>().HaveColumnType("binary(16)");
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ImiDbContext).Assembly);
        foreach (var part in ModelParts())
            part.Configure(modelBuilder);

        // SQL Server stores lists of texts as one JSON text.
        if (Database.ProviderName == SqlServer)
        {
            foreach (
                var list in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Where(property => property.IsPrimitiveCollection)
            )
                list.SetCollation(BinaryCollation);
        }

        // The conventions do not cover properties that a converter stores as text.
        if (BinaryCollation is { } binary)
        {
            foreach (
                var converted in modelBuilder
                    .Model.GetEntityTypes()
                    .SelectMany(entity => entity.GetProperties())
                    .Where(property => property.GetValueConverter()?.ProviderClrType == typeof(string) && property.GetCollation() is null)
            )
            {
                converted.SetCollation(binary);
            }
        }

        foreach (var index in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetDeclaredIndexes()))
        {
            if (index.GetFilter() is { } filter)
                index.SetFilter(RowFilter.Sql(filter, isSqlServer: Database.ProviderName == SqlServer));
        }
    }

    /// <summary>
    /// The collation that makes text comparisons ordinal on every database, as they are in memory: AB12 is not ab12. Null for SQLite, which
    /// compares so by default; on the others the default depends on the server.
    /// </summary>
    private string? BinaryCollation =>
        Database.ProviderName switch
        {
            SqlServer => "Latin1_General_100_BIN2",
            PostgreSql => "C",
            _ => null,
        };

    private static IEnumerable<IModelPart> ModelParts() =>
        typeof(ImiDbContext)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IModelPart)))
            .Select(type => (IModelPart)Activator.CreateInstance(type)!);
}
