using System.Diagnostics;

namespace Imi.Benchmarks;

/// <summary>Requests a page repeatedly.</summary>
internal static class Load
{
    private const int WarmRequests = 3000;
    private static readonly TimeSpan WarmAtMost = TimeSpan.FromSeconds(20);

    /// <summary>Requests a page until the JIT compiler has optimized it, for a limited time.</summary>
    public static Task WarmAsync(HttpClient http, string path)
    {
        var watch = Stopwatch.StartNew();
        return Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(async _ =>
                {
                    for (var request = 0; request < WarmRequests / 2 && watch.Elapsed < WarmAtMost; request++)
                        await AskAsync(http, path);
                })
        );
    }

    /// <summary>Returns the number of responses per second to concurrent loops.</summary>
    public static async Task<double> ThroughputAsync(HttpClient http, string path, int loops, double seconds)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(
            Enumerable
                .Range(0, loops)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        var count = 0;
                        while (watch.Elapsed.TotalSeconds < seconds)
                        {
                            await AskAsync(http, path);
                            count++;
                        }

                        return count;
                    })
                )
        );
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Returns the median response time in milliseconds without concurrency.</summary>
    public static async Task<double> TimeAsync(HttpClient http, string path, double seconds)
    {
        var all = Stopwatch.StartNew();
        var times = new List<double>();
        while (all.Elapsed.TotalSeconds < seconds)
        {
            var one = Stopwatch.GetTimestamp();
            await AskAsync(http, path);
            times.Add(Stopwatch.GetElapsedTime(one).TotalMilliseconds);
        }

        return Median(times);
    }

    /// <summary>Returns the median.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static async Task AskAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await response.Content.CopyToAsync(Stream.Null);
    }
}
