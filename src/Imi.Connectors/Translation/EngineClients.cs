using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Imi.Connectors.Translation;

/// <summary>Configures the HTTP client of a server: bounded answers, retries with growing pauses, and a pause for a server that keeps failing.</summary>
internal static class EngineClients
{
    private const int LongestAnswer = 4 * 1024 * 1024;
    private const int Retries = 2;
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Adds the client of an engine, by the engine's name.</summary>
    public static void Add(IServiceCollection services, TranslationEngineSettings settings) =>
        services
            .AddHttpClient(
                ClientName(settings),
                client =>
                {
                    client.BaseAddress = new Uri(settings.Address);
                    client.MaxResponseContentBufferSize = LongestAnswer;
                    client.Timeout = Timeout.InfiniteTimeSpan; // The engine limits the call, and the handler each attempt.
                }
            )
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    Credentials = settings.Kind == TranslationEngineKind.ETranslation1 ? Digest(settings) : null,
                    AllowAutoRedirect = false, // A redirect would send texts to a server that nobody configured.
                    UseCookies = false,
                    AutomaticDecompression = DecompressionMethods.None,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                }
            )
            .AddResilienceHandler(
                "translation",
                pipeline =>
                {
                    pipeline.TimeProvider = TimeProvider.System; // Pauses are real time, also where a clock of the past is registered.
                    pipeline.TelemetryListener = null; // The engine reports each fault once.
                    if (!IsDeferred(settings)) // A repeated submission could be taken twice.
                    {
                        pipeline.AddRetry(
                            new HttpRetryStrategyOptions
                            {
                                MaxRetryAttempts = Retries,
                                Delay = FirstPause,
                                BackoffType = DelayBackoffType.Exponential,
                                UseJitter = true,
                                ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome)),
                            }
                        );
                    }

                    pipeline
                        .AddCircuitBreaker(
                            new HttpCircuitBreakerStrategyOptions
                            {
                                BreakDuration = LongPause,
                                ShouldHandle = arguments => ValueTask.FromResult(IsTransient(arguments.Outcome)),
                            }
                        )
                        .AddTimeout(settings.AttemptTimeout);
                }
            );

    /// <summary>The name of an engine's client.</summary>
    public static string ClientName(TranslationEngineSettings settings) => $"translation {settings.Name}";

    private static bool IsDeferred(TranslationEngineSettings settings) =>
        settings.Kind is TranslationEngineKind.ETranslation or TranslationEngineKind.ETranslation1;

    private static CredentialCache Digest(TranslationEngineSettings settings) =>
        new() { { new Uri(settings.Address), "Digest", new NetworkCredential(settings.Deferred!.Application, settings.ApiKey) } };

    /// <summary>A used-up quota (429) is reported at once: the caller decides when to come back.</summary>
    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests && HttpClientResiliencePredicates.IsTransient(outcome);
}
