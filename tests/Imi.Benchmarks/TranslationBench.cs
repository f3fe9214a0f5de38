using System.Diagnostics;
using System.Globalization;
using Imi.Connectors;
using Imi.Connectors.Translation;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Features.Translation.Runs;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.SeedData;

namespace Imi.Benchmarks;

/// <summary>
/// Compares the translation of an exchange with 40 texts with the time that the engine itself takes for the same sentences in one batch, and measures what
/// stored translations add to opening an exchange. The engine is the Apertium of this machine.
/// </summary>
internal sealed class TranslationBench(BenchOptions options)
{
    private const int Texts = 40;
    private const int Authorities = 500;
    private const string Target = "es";
    private const string WarmUp = "pt";

    /// <summary>Runs the benchmark and prints the results.</summary>
    public async Task RunAsync()
    {
        Console.WriteLine();
        var engines = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddImiTranslation(TranslationEngineSettings.Installed())
            .BuildServiceProvider();
        if (engines.GetServices<IMachineTranslator>().FirstOrDefault() is not IImmediateTranslator engine)
        {
            Console.WriteLine("Translation: Apertium is not installed.");
            return;
        }

        await using var services = GeneratedData.Open(await GeneratedData.EnsureAsync(options.DataDirectory, options.Few, Authorities));
        var (exchange, written) = await WriteTextsAsync(services);
        var untranslated = await ReadAsync(services, exchange, []);
        var counted = new CountingEngine(engine);
        await TranslateAsync(services, exchange, WarmUp, counted); // Compile the code, and ask the engine for its pairs.
        counted.Received.Clear();
        var watch = Stopwatch.StartNew();
        await TranslateAsync(services, exchange, Target, counted);
        var own = watch.Elapsed;
        watch.Restart();
        await engine.TranslateAsync(new LanguagePair("en", Target), counted.Received, CancellationToken.None);
        var floor = watch.Elapsed;
        counted.Received.Clear();
        watch.Restart();
        await TranslateAsync(services, exchange, Target, counted);
        var again = watch.Elapsed;
        var translated = await ReadAsync(services, exchange, [engine]);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Translation of {written} texts: {own.TotalMilliseconds:0} ms, the engine alone {floor.TotalMilliseconds:0} ms, ratio {own / floor:0.00}"
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  again, {counted.Received.Count} segments sent: {again.TotalMilliseconds:0.0} ms; reading stored translations {translated:0.00} ms, none {untranslated:0.00} ms"
            )
        );
    }

    /// <summary>Writes messages of three sentences into an exchange of the officer, unless an earlier run did.</summary>
    private static async Task<(Guid Exchange, int Texts)> WriteTextsAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var actor = (await scope.ServiceProvider.GetRequiredService<UserService>().ActorAsync(ScaleData.Officer, CancellationToken.None))!;
        var list = await scope.ServiceProvider.GetRequiredService<InboxQuery>().ListAsync(new InboxFilter(), actor, CancellationToken.None);
        var contributions = scope.ServiceProvider.GetRequiredService<ContributionService>();
        var stamp = Stopwatch.GetTimestamp();
        foreach (var row in list.Items)
        {
            var done = 0;
            for (var text = 0; text < Texts; text++)
            {
                var message = new NewMessage(
                    $"The service provider number {stamp % 1_000_000 + text} did not answer our letter. We asked for the contract and for the invoice. Please tell us what you found.",
                    "en"
                );
                if (!(await contributions.WriteAsync(row.Row.Id, message, actor, null, CancellationToken.None)).IsDone)
                    break;
                done++;
            }

            if (done == Texts)
                return (row.Row.Id, done);
        }

        throw new InvalidOperationException("The officer has no exchange in which a message can be written.");
    }

    private static async Task TranslateAsync(IServiceProvider services, Guid exchange, string language, IMachineTranslator engine)
    {
        await using var scope = services.CreateAsyncScope();
        var actor = (await scope.ServiceProvider.GetRequiredService<UserService>().ActorAsync(ScaleData.Officer, CancellationToken.None))!;
        var requested = await scope
            .ServiceProvider.GetRequiredService<TranslationService>()
            .RequestAsync(exchange, language, actor, null, CancellationToken.None);
        if (!requested.IsDone)
            throw new InvalidOperationException($"The translation was refused: {requested.Kind}.");
        IMachineTranslator[] engines = [engine];
        var submissions = ActivatorUtilities.CreateInstance<SubmissionStore>(scope.ServiceProvider, [engines]);
        var batches = ActivatorUtilities.CreateInstance<BatchService>(scope.ServiceProvider, submissions);
        var runs = ActivatorUtilities.CreateInstance<TranslationRunService>(scope.ServiceProvider, engines, submissions, batches);
        await runs.RunAsync(new TranslationScope(exchange, language), CancellationToken.None);
    }

    /// <summary>Measures how long the translations of an exchange take to read after the exchange itself; the median in milliseconds.</summary>
    private static async Task<double> ReadAsync(IServiceProvider services, Guid exchange, IMachineTranslator[] engines)
    {
        var times = new List<double>();
        for (var round = 0; round < 50; round++)
        {
            await using var scope = services.CreateAsyncScope();
            var actor = (await scope.ServiceProvider.GetRequiredService<UserService>().ActorAsync(ScaleData.Officer, CancellationToken.None))!;
            var details = await scope.ServiceProvider.GetRequiredService<ExchangeQuery>().ReadAsync(exchange, actor, Target, "", CancellationToken.None);
            var query = ActivatorUtilities.CreateInstance<TranslationQuery>(scope.ServiceProvider, [engines]);
            var watch = Stopwatch.StartNew();
            await query.ReadAsync(details!, actor, Target, [], CancellationToken.None);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>Keeps what an engine received.</summary>
    private sealed class CountingEngine(IImmediateTranslator engine) : IImmediateTranslator
    {
        public List<string> Received { get; } = [];

        public string Name => engine.Name;

        public bool IsOfUnion => engine.IsOfUnion;

        public int LongestSegment => engine.LongestSegment;

        public int SegmentsAtOnce => engine.SegmentsAtOnce;

        public ValueTask<IReadOnlySet<LanguagePair>> PairsAsync(CancellationToken cancellationToken) => engine.PairsAsync(cancellationToken);

        public Task<IReadOnlyList<string>> TranslateAsync(LanguagePair pair, IReadOnlyList<string> segments, CancellationToken cancellationToken)
        {
            Received.AddRange(segments);
            return engine.TranslateAsync(pair, segments, cancellationToken);
        }
    }
}
