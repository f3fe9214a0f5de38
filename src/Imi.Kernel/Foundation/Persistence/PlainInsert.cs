using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Imi.Kernel.Foundation.Persistence;

/// <summary>
/// Inserts many rows without change tracking, a hundred per statement, because saving tracked ledger entries would take a large part of the
/// time of a retention sweep.
/// </summary>
internal static class PlainInsert
{
    /// <summary>The rows per statement: with up to twenty columns, within the parameter limit of every database.</summary>
    internal const int RowsAtOnce = 100;

    /// <summary>Inserts rows in the caller's transaction.</summary>
    /// <exception cref="InvalidOperationException">No transaction is open.</exception>
    public static async Task InsertPlainlyAsync<TRow>(this ImiDbContext database, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
        where TRow : class
    {
        var transaction =
            database.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Plain inserts need an open transaction.");
        IProperty[] columns = [.. database.Model.FindEntityType(typeof(TRow))!.GetProperties()];
        DbCommand? full = null;
        try
        {
            foreach (var chunk in rows.Chunk(RowsAtOnce))
            {
                var command =
                    chunk.Length == RowsAtOnce
                        ? full ??= Command(database, transaction, columns, RowsAtOnce)
                        : Command(database, transaction, columns, chunk.Length);
                Fill(command, columns, chunk);
                await command.ExecuteNonQueryAsync(cancellationToken);
                if (command != full)
                    await command.DisposeAsync();
            }
        }
        finally
        {
            if (full is not null)
                await full.DisposeAsync();
        }
    }

    /// <summary>The statement that inserts the given number of rows, with the parameters <c>@p0</c>, <c>@p1</c> ...</summary>
    internal static string StatementOf(ImiDbContext database, IReadOnlyList<IProperty> columns, int rows)
    {
        var names = database.GetService<ISqlGenerationHelper>();
        var table = StoreObjectIdentifier.Create(columns[0].DeclaringType, StoreObjectType.Table)!.Value;
        var values = Enumerable.Range(0, rows).Select(row => $"({string.Join(", ", columns.Select((_, column) => $"@p{(row * columns.Count) + column}"))})");
        return $"INSERT INTO {names.DelimitIdentifier(table.Name, table.Schema)} "
            + $"({string.Join(", ", columns.Select(column => names.DelimitIdentifier(column.GetColumnName(table)!)))}) VALUES {string.Join(", ", values)}";
    }

    private static DbCommand Command(ImiDbContext database, DbTransaction transaction, IProperty[] columns, int rows)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = database.Database.GetCommandTimeout() ?? command.CommandTimeout;
        command.CommandText = StatementOf(database, columns, rows);
        for (var row = 0; row < rows; row++)
        {
            foreach (var column in columns)
                command.Parameters.Add(column.GetRelationalTypeMapping().CreateParameter(command, $"@p{command.Parameters.Count}", null, column.IsNullable));
        }

        return command;
    }

    private static void Fill<TRow>(DbCommand command, IProperty[] columns, TRow[] rows)
        where TRow : class
    {
        var next = 0;
        foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                var value = column.GetGetter().GetClrValue(row);
                var converter = column.GetRelationalTypeMapping().Converter;
                command.Parameters[next++].Value = (converter is null ? value : converter.ConvertToProvider(value)) ?? DBNull.Value;
            }
        }
    }
}
