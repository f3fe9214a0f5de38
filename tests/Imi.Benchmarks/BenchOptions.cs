namespace Imi.Benchmarks;

/// <summary>What to measure, and how long.</summary>
/// <param name="DataDirectory">Where generated databases are kept: a second run does not generate them again.</param>
/// <param name="Exchanges">How many exchanges the large database holds.</param>
/// <param name="Few">How many the small ones hold.</param>
/// <param name="Rounds">How often each measure is taken; the median counts.</param>
/// <param name="Seconds">How long one round lasts.</param>
/// <param name="Loops">How many requests are under way at once.</param>
/// <param name="Of">Only <c>pages</c>, <c>start</c>, <c>retention</c>, <c>audit</c> or <c>directory</c>; null for all.</param>
/// <param name="Case">Only this page, such as <c>officer-todo</c>; null for all.</param>
/// <param name="Role">What this process is, where the run started it itself.</param>
/// <param name="To">Where such a process puts what it makes.</param>
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
