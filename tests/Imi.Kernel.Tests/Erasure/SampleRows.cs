using System.Data.Common;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Imi.Kernel.Tests.Erasure;

/// <summary>
/// Fills a row into every table of the model, whatever its columns are: a table that is added later gets one too. What a column refers
/// to is known by its foreign key, or by its name where there is none.
/// </summary>
internal static class SampleRows
{
    private static readonly string[] AuthorityNames = ["AuthorityId", "CoordinatorId", "ActedForById"];
    private static readonly string[] UserNames = ["UserId", "AuthorId", "AskedById", "DecidedById", "CreatedById", "InsteadOfId"];

    /// <summary>Whether a column refers to an exchange.</summary>
    public static bool IsExchange(IProperty property) => Refers(property, typeof(Exchange), ["ExchangeId"]);

    /// <summary>Whether a column refers to an authority.</summary>
    public static bool IsAuthority(IProperty property) => Refers(property, typeof(Authority), AuthorityNames);

    /// <summary>Whether a column refers to a user.</summary>
    public static bool IsUser(IProperty property) => Refers(property, typeof(ImiUser), UserNames);

    /// <summary>Adds a row to the table of an entity; the columns that refer to something refer to what is given.</summary>
    public static async Task AddAsync(ImiDbContext database, IEntityType entity, Guid exchange, Guid authority, Guid user)
    {
        await using var command = database.Database.GetDbConnection().CreateCommand();
        var columns = new List<string>();
        foreach (var property in entity.GetProperties())
        {
            var mapping = property.GetTypeMapping() as Microsoft.EntityFrameworkCore.Storage.RelationalTypeMapping;
            var value =
                IsExchange(property) ? exchange
                : IsAuthority(property) ? authority
                : IsUser(property) ? user
                : ValueFor(property);
            if (value is null)
                continue;
            columns.Add(property.GetColumnName());
            command.Parameters.Add(mapping!.CreateParameter(command, $"p{columns.Count}", value, nullable: property.IsNullable));
        }

        command.CommandText =
            $"INSERT INTO \"{entity.GetTableName()}\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) "
            + $"VALUES ({string.Join(", ", command.Parameters.Cast<DbParameter>().Select(parameter => $"@{parameter.ParameterName.TrimStart('@')}"))})";
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The columns that still refer to something, as table and column.</summary>
    public static async Task<IReadOnlyList<string>> ReferringAsync(ImiDbContext database, Func<IProperty, bool> which, Guid id)
    {
        await database.Database.OpenConnectionAsync();
        var found = new List<string>();
        foreach (var entity in database.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties().Where(which))
            {
                await using var command = database.Database.GetDbConnection().CreateCommand();
                var mapping = (Microsoft.EntityFrameworkCore.Storage.RelationalTypeMapping)property.GetTypeMapping();
                command.Parameters.Add(mapping.CreateParameter(command, "id", id));
                command.CommandText = $"SELECT COUNT(*) FROM \"{entity.GetTableName()}\" WHERE \"{property.GetColumnName()}\" = @id";
                if (Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture) > 0)
                    found.Add($"{entity.ClrType.Name}.{property.Name}");
            }
        }

        return found;
    }

    private static bool Refers(IProperty property, Type to, string[] names) =>
        (property.ClrType == typeof(Guid) || property.ClrType == typeof(Guid?))
        && (
            property.GetContainingForeignKeys().Any(key => key.PrincipalEntityType.ClrType == to)
            || Array.Exists(names, name => property.Name == name || (property.Name.EndsWith(name, StringComparison.Ordinal) && !property.IsPrimaryKey()))
        );

    private static object? ValueFor(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (property.IsNullable && !property.IsPrimaryKey())
            return null;
        if (type == typeof(Guid))
            return Guid.CreateVersion7();
        if (type == typeof(string))
            return property.GetMaxLength() is > 0 and < 12
                ? "x"
                : Guid.CreateVersion7().ToString("N")[..Math.Min(32, property.GetMaxLength() is > 0 and var most ? most : 32)];
        if (type == typeof(DateTime))
            return DateTime.UnixEpoch;
        if (type == typeof(DateOnly))
            return DateOnly.FromDateTime(DateTime.UnixEpoch);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(0);
        if (type == typeof(byte[]))
            return Guid.CreateVersion7().ToByteArray();
        if (type.IsValueType)
            return Activator.CreateInstance(type);
        return type.IsArray || type.IsInterface ? Array.CreateInstance(type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0], 0) : null;
    }
}
