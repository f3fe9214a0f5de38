using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace Imi.Kernel.PostgreSql;

/// <summary>
/// Disables column statistics for keys and personal data, because PostgreSQL's samples of column values can outlive deleted rows.
/// </summary>
#pragma warning disable EF1001 // The base class needs an internal type of the provider.
internal sealed class SecretColumnsSqlGenerator(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options)
    : NpgsqlMigrationsSqlGenerator(dependencies, options)
#pragma warning restore EF1001
{
    private static readonly HashSet<(string Table, string Column)> Secrets =
    [
        ("AccessTokens", "Name"),
        ("Credentials", "Email"),
        ("Credentials", "PasswordHash"),
        ("Credentials", "AuthenticatorKey"),
        ("ExchangeKeys", "Wrapped"),
        ("Sessions", "Address"),
        ("Users", "UserName"),
        ("Users", "Name"),
        ("Users", "Email"),
    ];

    protected override void Generate(
        CreateTableOperation operation,
        Microsoft.EntityFrameworkCore.Metadata.IModel? model,
        MigrationCommandListBuilder builder,
        bool terminate = true
    )
    {
        base.Generate(operation, model, builder, terminate);
        foreach (var column in operation.Columns)
            DisableStatistics(column, builder);
    }

    protected override void Generate(
        AddColumnOperation operation,
        Microsoft.EntityFrameworkCore.Metadata.IModel? model,
        MigrationCommandListBuilder builder,
        bool terminate = true
    )
    {
        base.Generate(operation, model, builder, terminate);
        DisableStatistics(operation, builder);
    }

    private void DisableStatistics(AddColumnOperation column, MigrationCommandListBuilder builder)
    {
        if (!Secrets.Contains((column.Table, column.Name)))
            return;
        var names = Dependencies.SqlGenerationHelper;
        builder
            .AppendLine($"ALTER TABLE {names.DelimitIdentifier(column.Table)} ALTER COLUMN {names.DelimitIdentifier(column.Name)} SET STATISTICS 0;")
            .EndCommand();
    }
}
