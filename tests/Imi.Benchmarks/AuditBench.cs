using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Imi.Hosting;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Audit.Chain;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.Data.Sqlite;

namespace Imi.Benchmarks;

/// <summary>Compares the verification of the whole journal with hashing the same number of bytes in memory.</summary>
internal sealed class AuditBench(BenchOptions options)
{
    private const int Entries = 1_000_000;
    private static readonly DateTime Beginning = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Runs the benchmark and prints the results.</summary>
    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("imi-bench-").FullName;
        await using var services = GeneratedData.Open(folder);
        await services.GetRequiredService<ImiComposition>().PrepareAsync(services, CancellationToken.None);
        var length = await FillAsync(folder);
        var rates = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
        {
            await using var scope = services.CreateAsyncScope();
            var watch = Stopwatch.StartNew();
            var verdict = await scope.ServiceProvider.GetRequiredService<Journal>().VerifyAsync(null, CancellationToken.None);
            if (verdict.Break is not null)
                throw new InvalidOperationException("The journal that was made is broken.");
            rates.Add(verdict.Entries / watch.Elapsed.TotalSeconds);
        }

        var (rate, floor) = (Load.Median(rates), Hashed(length));
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Journal of {Entries} entries, {length} bytes each, median of {options.Rounds}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  verified {rate, 12:0}/s   hashed alone {floor, 12:0}/s   {floor / rate:0.0} times"));
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Writes a chain as the platform does.</summary>
    /// <returns>The approximate number of hashed bytes per entry.</returns>
    private static async Task<int> FillAsync(string folder)
    {
        await using var connection = new SqliteConnection(DatabaseSettings.Embedded(folder).ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.CommandText =
            "INSERT INTO Journal (Sequence, At, UserId, AuthorityId, ExchangeId, What, Detail, PreviousHash, Hash) "
            + "VALUES ($sequence, $at, $user, $authority, $exchange, 'view', 'handling', $previous, $hash)";
        var parameters = ((string[])["$sequence", "$at", "$user", "$authority", "$exchange", "$previous", "$hash"])
            .Select(name => insert.Parameters.AddWithValue(name, ""))
            .ToArray();
        var (user, authority, exchange) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var previous = JournalChain.FirstHash;
        for (var sequence = 1L; sequence <= Entries; sequence++)
        {
            var at = Beginning.AddSeconds(sequence);
            var hash = JournalChain.HashOf(sequence, at, user, authority, exchange, "view", "handling", previous);
            object[] values = [sequence, at, user, authority, exchange, previous, hash];
            for (var index = 0; index < values.Length; index++)
                parameters[index].Value = values[index];
            await insert.ExecuteNonQueryAsync();
            previous = hash;
        }

        await using var head = connection.CreateCommand();
        head.CommandText = $"UPDATE JournalHeads SET Sequence = {Entries}, Hash = '{previous}'";
        await head.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return $"{Entries}\n0000000000000\n{user:N}\n{authority:N}\n{exchange:N}\n4:view\n8:handling\n{previous}".Length;
    }

    private static double Hashed(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var watch = Stopwatch.StartNew();
        for (var entry = 0; entry < Entries; entry++)
            SHA256.HashData(bytes, hash);
        return Entries / watch.Elapsed.TotalSeconds;
    }
}
