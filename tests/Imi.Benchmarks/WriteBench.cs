using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.Data.Sqlite;

namespace Imi.Benchmarks;

/// <summary>Compares the creation of drafts over the API with inserting the same rows into the same tables by hand, one transaction each.</summary>
internal sealed partial class WriteBench(BenchOptions options)
{
    private const string Person = "carmen.ruiz";
    private const int Warm = 1_500;

    /// <summary>The tables that a new draft writes rows into, with the column that refers to the exchange.</summary>
    private static readonly (string Table, string Exchange)[] Tables =
    [
        ("Exchanges", "Id"),
        ("Participations", "ExchangeId"),
        ("ExchangeKeys", "ExchangeId"),
        ("ContentDocuments", "ExchangeId"),
        ("Timeline", "ExchangeId"),
        ("Journal", "ExchangeId"),
        ("ReadMarks", "ExchangeId"),
    ];

    /// <summary>Runs the benchmark and prints the results.</summary>
    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("imi-bench-").FullName;
        var rates = new Dictionary<int, double>();
        var created = Guid.Empty;
        await using (var platform = await ServedApp.PlatformAsync(folder, signIn: true, first: "/health/ready"))
        {
            using var api = await ApiAsync(platform.Address);
            var draft = await BodyAsync(api);
            for (var made = 0; made < Warm; made++)
                created = await CreateAsync(api, draft);
            foreach (var clients in (int[])[1, 4])
                rates[clients] = Load.Median(await RoundsAsync(() => RateAsync(clients, () => CreateAsync(api, draft))));
        }

        var rows = await ReadAsync(folder, created);
        var floor = Load.Median(await RoundsAsync(() => FloorAsync(folder, rows)));
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Drafts created a second, {rows.Count} rows each, median of {options.Rounds}"));
        foreach (var (clients, rate) in rates)
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  API, {clients} client(s) {rate, 8:0}/s   by hand {floor, 8:0}/s   {rate / floor:0.00} of the floor"
                )
            );
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<IReadOnlyList<double>> RoundsAsync(Func<Task<double>> measure)
    {
        var rates = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
            rates.Add(await measure());
        return rates;
    }

    private async Task<double> RateAsync(int clients, Func<Task> create)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        var count = 0;
                        for (; watch.Elapsed.TotalSeconds < options.Seconds; count++)
                            await create();
                        return count;
                    })
                )
        );
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static async Task<HttpClient> ApiAsync(Uri address)
    {
        using var person = await Session.SignInAsync(address, Person);
        var profile = await person.GetStringAsync("/profile");
        using var form = new FormUrlEncodedContent([new("name", "Benchmark"), Session.TokenOf(profile)]);
        using var answer = await person.PostAsync("/profile?handler=Token", form);
        var api = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address, "/api/v1/") };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AnyToken().Match(await answer.Content.ReadAsStringAsync()).Value);
        return api;
    }

    private static async Task<object> BodyAsync(HttpClient api)
    {
        var found = await api.GetFromJsonAsync<JsonElement>("authorities?country=CY&procedure=request");
        return new
        {
            module = "ecommerce",
            procedure = "request",
            recipient = found.GetProperty("items")[0].GetProperty("id").GetGuid(),
            language = "es",
            answers = new
            {
                providerName = "Aurora Digital Trading Ltd",
                establishmentCountry = "CY",
                facts = "Descuentos inexistentes.",
            },
        };
    }

    private static async Task<Guid> CreateAsync(HttpClient api, object draft)
    {
        using var response = await api.PostAsJsonAsync("exchanges", draft);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>Reads the rows of a draft: table, columns, values.</summary>
    private static async Task<IReadOnlyList<(string Table, string[] Columns, object[] Values)>> ReadAsync(string folder, Guid exchange)
    {
        await using var connection = await OpenAsync(folder);
        var rows = new List<(string, string[], object[])>();
        foreach (var (table, column) in Tables)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" WHERE \"{column}\" = $id";
            command.Parameters.AddWithValue("$id", exchange.ToString().ToUpperInvariant());
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                rows.Add((table, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], values));
            }
        }

        return rows;
    }

    /// <summary>Inserts the same rows with new ids, with prepared statements, as often as possible.</summary>
    private async Task<double> FloorAsync(string folder, IReadOnlyList<(string Table, string[] Columns, object[] Values)> rows)
    {
        await using var connection = await OpenAsync(folder);
        var inserts = rows.Select(row => Prepare(connection, row.Table, row.Columns)).ToList();
        var exchange = rows[0].Values[Array.IndexOf(rows[0].Columns, "Id")];
        var sequence = await LastAsync(connection);
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; watch.Elapsed.TotalSeconds < options.Seconds; count++)
        {
            var id = NewId();
            await using var transaction = connection.BeginTransaction(deferred: false);
            for (var row = 0; row < rows.Count; row++)
            {
                inserts[row].Transaction = transaction;
                for (var place = 0; place < rows[row].Values.Length; place++)
                    inserts[row].Parameters[place].Value = rows[row].Columns[place] switch
                    {
                        "Id" when row > 0 => NewId(),
                        "Sequence" => ++sequence,
                        _ => Equals(rows[row].Values[place], exchange) ? id : rows[row].Values[place],
                    };
                await inserts[row].ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }

        inserts.ForEach(insert => insert.Dispose());
        return count / watch.Elapsed.TotalSeconds;
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string table, string[] columns)
    {
        var insert = connection.CreateCommand();
        insert.CommandText =
            $"INSERT INTO \"{table}\" ({string.Join(',', columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(',', columns.Select((_, place) => $"$p{place}"))})";
        for (var place = 0; place < columns.Length; place++)
            insert.Parameters.AddWithValue($"$p{place}", "");
        insert.Prepare();
        return insert;
    }

    private static async Task<long> LastAsync(SqliteConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT MAX(Sequence) FROM Journal";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<SqliteConnection> OpenAsync(string folder)
    {
        var connection = new SqliteConnection(DatabaseSettings.Embedded(folder).ConnectionString);
        await connection.OpenAsync();
        await using var durable = connection.CreateCommand();
        durable.CommandText = "PRAGMA synchronous = FULL";
        await durable.ExecuteNonQueryAsync();
        return connection;
    }

    private static string NewId() => Guid.CreateVersion7().ToString().ToUpperInvariant();

    [GeneratedRegex("imi_[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex AnyToken();
}
