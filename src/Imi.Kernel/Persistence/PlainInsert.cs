using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Imi.Kernel.Persistence;

/// <summary>
/// Adds many rows that are never changed again, a hundred in a statement and without tracking them: for a sweep's ledger that is the
/// difference between half and most of what the database can do.
/// </summary>
internal static class PlainInsert
{
    /// <summary>What every database takes in one statement, with up to twenty columns.</summary>
    private const int RowsAtOnce = 100;

    /// <summary>Writes rows, inside the caller's transaction.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    public static async Task InsertPlainlyAsync<TRow>(this ImiDbContext database, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
        where TRow : class
    {
        var transaction = database.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Rows are written plainly inside a transaction only.");
        IProperty[] columns = [.. database.Model.FindEntityType(typeof(TRow))!.GetProperties()];
        DbCommand? full = null;
        try
        {
            foreach (var chunk in rows.Chunk(RowsAtOnce))
            {
                var command = chunk.Length == RowsAtOnce ? full ??= Command(database, transaction, columns, RowsAtOnce) : Command(database, transaction, columns, chunk.Length);
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

    private static DbCommand Command(ImiDbContext database, DbTransaction transaction, IProperty[] columns, int rows)
    {
        var names = database.GetService<ISqlGenerationHelper>();
        var table = StoreObjectIdentifier.Create(columns[0].DeclaringType, StoreObjectType.Table)!.Value;
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = database.Database.GetCommandTimeout() ?? command.CommandTimeout;
        var values = new List<string>(rows);
        for (var row = 0; row < rows; row++)
        {
            var parameters = new List<string>(columns.Length);
            foreach (var column in columns)
            {
                var parameter = column.GetRelationalTypeMapping().CreateParameter(command, $"@p{command.Parameters.Count}", null, column.IsNullable);
                command.Parameters.Add(parameter);
                parameters.Add(parameter.ParameterName);
            }

            values.Add($"({string.Join(", ", parameters)})");
        }

        command.CommandText = $"INSERT INTO {names.DelimitIdentifier(table.Name, table.Schema)} "
            + $"({string.Join(", ", columns.Select(column => names.DelimitIdentifier(column.GetColumnName(table)!)))}) VALUES {string.Join(", ", values)}";
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
