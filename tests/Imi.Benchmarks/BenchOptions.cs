namespace Imi.Benchmarks;

/// <summary>The options of a benchmark run.</summary>
/// <param name="DataDirectory">The folder of the generated databases, which later runs reuse.</param>
/// <param name="Exchanges">The number of exchanges in the large database.</param>
/// <param name="Few">The number of exchanges in the small databases.</param>
/// <param name="Rounds">The number of measurements, of which the median is reported.</param>
/// <param name="Seconds">The duration of a round.</param>
/// <param name="Loops">The number of concurrent requests.</param>
/// <param name="Of">The benchmark to run: <c>pages</c>, <c>start</c>, <c>retention</c>, <c>audit</c>, <c>writes</c>, <c>directory</c> or
/// <c>translation</c>; null for all.</param>
/// <param name="Case">The page to measure, such as <c>officer-todo</c>; null for all.</param>
/// <param name="Role">The role of a child process; null for the main process.</param>
/// <param name="To">The target folder of a child process.</param>
internal sealed record BenchOptions(
    string DataDirectory,
    int Exchanges,
    int Few,
    int Rounds,
    double Seconds,
    int Loops,
    string? Of,
    string? Case,
    string? Role,
    string To
)
{
    /// <summary>Reads the command line.</summary>
    public static BenchOptions Read(string[] args)
    {
        var given = new ConfigurationBuilder().AddCommandLine(args).Build();
        return new BenchOptions(
            Path.GetFullPath(given["data"] ?? Path.Combine("artifacts", "bench")),
            given.GetValue("exchanges", 200_000),
            given.GetValue("few", 2_000),
            given.GetValue("rounds", 7),
            given.GetValue("seconds", 3.0),
            given.GetValue("loops", 3),
            given["of"],
            given["case"],
            given["role"],
            given["to"] ?? ""
        );
    }
}
