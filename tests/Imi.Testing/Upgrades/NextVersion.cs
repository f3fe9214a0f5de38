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

/// <summary>A kind of database as the next version of the program would bring it: with one migration more.</summary>
/// <param name="inner">The kind.</param>
public sealed class NextVersion(IDatabaseProvider inner) : IDatabaseProvider
{
    /// <summary>The migration's name.</summary>
    public const string Migration = "29991231235959_NextVersion";

    /// <summary>How many rows the migration makes in the table <see cref="Table"/>.</summary>
    public const int Rows = 200_000;

    /// <summary>The table that the migration makes.</summary>
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

#pragma warning disable EF1001 // The test adds a migration to those that the program has.
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

    /// <summary>Makes a table with many rows, and on SQLite rebuilds one that others refer to.</summary>
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
                    _ =>
                        $"INSERT INTO [{Table}] SELECT TOP {Rows} ROW_NUMBER() OVER (ORDER BY (SELECT NULL)) FROM sys.all_columns a CROSS JOIN sys.all_columns b;",
                }
            );
            migrationBuilder.CreateIndex("IX_NextVersion_Id", Table, "Id");
        }
    }
}
