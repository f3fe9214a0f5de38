using System.Data.Common;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Imi.SeedData;

/// <summary>Inserts many entities with one prepared command for each table, without tracking them. It runs in the current transaction of the context.</summary>
internal sealed class BulkInsert(ImiDbContext database) : IAsyncDisposable
{
    private readonly Dictionary<Type, Table> _tables = [];

    /// <summary>Inserts an entity. All its columns must be properties of the entity.</summary>
    public async Task AddAsync(object entity, CancellationToken cancellationToken)
    {
        if (!_tables.TryGetValue(entity.GetType(), out var table))
            _tables[entity.GetType()] = table = Prepare(database.Model.FindEntityType(entity.GetType())!);
        table.Command.Transaction = database.Database.CurrentTransaction?.GetDbTransaction();
        for (var place = 0; place < table.Columns.Count; place++)
        {
            var (property, converter) = table.Columns[place];
            var value = property.GetGetter().GetClrValue(entity);
            table.Command.Parameters[place].Value = (value is null || converter is null ? value : converter(value)) ?? DBNull.Value;
        }

        await table.Command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var table in _tables.Values)
            await table.Command.DisposeAsync();
    }

    private Table Prepare(IEntityType entity)
    {
        var command = database.Database.GetDbConnection().CreateCommand();
        var columns = new List<(IProperty, Func<object?, object?>?)>();
        foreach (var property in entity.GetProperties())
        {
            var mapping = (RelationalTypeMapping)property.GetTypeMapping();
            command.Parameters.Add(mapping.CreateParameter(command, $"@p{columns.Count}", null, nullable: true));
            columns.Add((property, mapping.Converter?.ConvertToProvider));
        }

        var names = string.Join(", ", columns.Select(column => $"\"{column.Item1.GetColumnName()}\""));
        var values = string.Join(", ", columns.Select((_, place) => $"@p{place}"));
        command.CommandText = $"INSERT INTO \"{entity.GetTableName()}\" ({names}) VALUES ({values})";
        return new Table(command, columns);
    }

    private sealed record Table(DbCommand Command, IReadOnlyList<(IProperty Property, Func<object?, object?>? Converter)> Columns);
}
