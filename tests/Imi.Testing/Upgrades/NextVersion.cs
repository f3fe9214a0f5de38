using System.Data.Common;
using System.Reflection;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;

namespace Imi.Testing.Upgrades;

/// <summary>The database provider of a fictitious next version of the program, with one more migration.</summary>
/// <param name="inner">The current provider.</param>
public sealed class NextVersion(IDatabaseProvider inner) : IDatabaseProvider
{
    /// <summary>The name of the migration.</summary>
    public const string Migration = "29991231235959_NextVersion";

    /// <summary>The number of rows that the migration inserts into <see cref="Table"/>.</summary>
    public const int Rows = 200_000;

    /// <summary>The table that the migration creates.</summary>
    public const string Table = "NextVersion";

    /// <inheritdoc/>
    public DatabaseKind Kind => inner.Kind;

    /// <inheritdoc/>
    public void Configure(DbContextOptionsBuilder options, string connectionString)
    {
        inner.Configure(options, connectionString);
        options.ReplaceService<IMigrationsAssembly, WithNextMigration>();
    }

    /// <inheritdoc/>
    public string LockedRows(string table) => inner.LockedRows(table);

    /// <inheritdoc/>
    public Task EraseTracesAsync(ImiDbContext database, CancellationToken cancellationToken) => inner.EraseTracesAsync(database, cancellationToken);

    /// <inheritdoc/>
    public DatabaseFault? FaultOf(DbException error) => inner.FaultOf(error);

    /// <inheritdoc/>
    public Transience TransienceOf(DbException error) => inner.TransienceOf(error);

    /// <inheritdoc/>
    public Task<IAsyncDisposable?> TryLockAsync(DatabaseSettings settings, string name, CancellationToken cancellationToken) =>
        inner.TryLockAsync(settings, name, cancellationToken);

    /// <inheritdoc/>
    public Task ApplyMigrationsAsync(ImiDbContext database, CancellationToken cancellationToken) => inner.ApplyMigrationsAsync(database, cancellationToken);

#pragma warning disable EF1001 // The test adds a migration to those of the program.
    private sealed class WithNextMigration(
        ICurrentDbContext context,
        IDbContextOptions options,
        IMigrationsIdGenerator ids,
        IDiagnosticsLogger<DbLoggerCategory.Migrations> logger
    ) : MigrationsAssembly(context, options, ids, logger)
    {
        public override IReadOnlyDictionary<string, TypeInfo> Migrations =>
            new SortedDictionary<string, TypeInfo>(base.Migrations.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal)
            {
                [Migration] = typeof(NextMigration).GetTypeInfo(),
            };

        public override Migration CreateMigration(TypeInfo migrationClass, string activeProvider) =>
            migrationClass == typeof(NextMigration)
                ? new NextMigration(base.CreateMigration(base.Migrations.Values.Last(), activeProvider)) { ActiveProvider = activeProvider }
                : base.CreateMigration(migrationClass, activeProvider);
    }
#pragma warning restore EF1001

    /// <summary>Creates a table with many rows and, on SQLite, rebuilds a table referenced by others.</summary>
    [Migration(NextVersion.Migration)]
    private sealed class NextMigration(Migration before) : Migration
    {
        public override IModel TargetModel => before.TargetModel;

        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(Table, table => new { Id = table.Column<int>() });
            migrationBuilder.AddCheckConstraint("CK_Countries_NextVersion", "Countries", "1 = 1");
            migrationBuilder.Sql(
                ActiveProvider switch
                {
                    "Npgsql.EntityFrameworkCore.PostgreSQL" => $"INSERT INTO \"{Table}\" SELECT generate_series(1, {Rows});",
                    "Microsoft.EntityFrameworkCore.Sqlite" =>
                        $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Rows}) INSERT INTO \"{Table}\" SELECT i FROM n;",
                    _ => $"INSERT INTO [{Table}] SELECT TOP {Rows} ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) FROM sys.all_columns a CROSS JOIN "
                        + $"sys.all_columns b;",
                }
            );
            migrationBuilder.CreateIndex("IX_NextVersion_Id", Table, "Id");
        }
    }
}
