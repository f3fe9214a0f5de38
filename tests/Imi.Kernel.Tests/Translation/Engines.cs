using Imi.Connectors;
using Imi.Connectors.Translation;
using Imi.Kernel.Features.Translation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Imi.Kernel.Tests.Translation;

/// <summary>The translation engines of an installation with some settings, and what they log.</summary>
internal sealed class Engines : ILoggerProvider, ILogger, IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<string> _log = [];

    private Engines(IReadOnlyList<TranslationEngineSettings> settings)
    {
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddLogging(log => log.AddProvider(this))
            .AddImiTranslation(settings)
            .BuildServiceProvider();
        All = [.. _services.GetServices<IMachineTranslator>()];
    }

    public FakeTimeProvider Time { get; } = new();

    public IReadOnlyList<IMachineTranslator> All { get; }

    public IImmediateTranslator First => (IImmediateTranslator)All[0];

    public IDeferredTranslator FirstDeferred => (IDeferredTranslator)All[0];

    public IReadOnlyList<string> Logged => _log;

    /// <summary>Reads settings below <c>Imi:Translation:Engines</c>, such as <c>0:Kind</c>.</summary>
    public static IReadOnlyList<TranslationEngineSettings> Read(params (string Name, string Value)[] settings) =>
        TranslationEngineSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Imi:Translation:Engines:{setting.Name}", (string?)setting.Value)))
                .Build()
        );

    public static Engines Of(params (string Name, string Value)[] settings) => new(Read(settings));

    public async Task<string> TranslateAsync(string pair, string text) => Assert.Single(await First.TranslateAsync(Pair(pair), [text], CancellationToken.None));

    public async Task<TranslationFaultException> FaultAsync(string pair, params string[] texts) =>
        await Assert.ThrowsAsync<TranslationFaultException>(() => First.TranslateAsync(Pair(pair), texts, CancellationToken.None));

    public static LanguagePair Pair(string pair) => new(pair[..2], pair[3..]);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_log)
            _log.Add($"{logLevel}: {formatter(state, exception)}{exception}");
    }

    void IDisposable.Dispose() { }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
