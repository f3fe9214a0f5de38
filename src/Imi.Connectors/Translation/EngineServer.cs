using System.Net;
using System.Text.Json;
using Imi.Kernel.Features.Translation;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Imi.Connectors.Translation;

/// <summary>Calls a server and converts its failures to faults, whose messages repeat neither the request nor the answer.</summary>
internal sealed class EngineServer(HttpClient client, Func<TranslationFault, string, Exception?, TranslationFaultException> fault)
{
    /// <summary>Reads JSON.</summary>
    /// <param name="path">The path below the server's address.</param>
    /// <param name="content">The body of a POST request; null for GET.</param>
    /// <param name="read">Takes what is needed out of the answer; may throw as reading a JSON element does.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="explains">
    /// Finds the reason in the JSON of an answer with another status than 200; null if it has none. Without this function the status is the reason.
    /// </param>
    /// <exception cref="TranslationFaultException">The server did not answer as it promises.</exception>
    public async Task<T> ReadAsync<T>(
        string path,
        HttpContent? content,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken,
        Func<JsonElement, Exception?>? explains = null
    )
    {
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, path) { Content = content };
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
                throw Explanation(body, explains) ?? fault(KindOf(response.StatusCode), $"answered {path} with status {(int)response.StatusCode}", null);
            using var answer = JsonDocument.Parse(body);
            return read(answer.RootElement);
        }
        catch (HttpRequestException tooLong) when (tooLong.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw fault(TranslationFault.Nonsense, "sent a longer answer than a translation can have", tooLong);
        }
        catch (Exception away) when (away is HttpRequestException or BrokenCircuitException or TimeoutRejectedException or IOException)
        {
            throw fault(TranslationFault.Unreachable, $"does not answer: {away.Message.TrimEnd('.')}", away);
        }
        catch (Exception nonsense) when (nonsense is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw fault(TranslationFault.Nonsense, $"answered {path} with something else than it promises", null);
        }
    }

    private static Exception? Explanation(byte[] body, Func<JsonElement, Exception?>? explains)
    {
        try
        {
            using var answer = explains is null ? null : JsonDocument.Parse(body);
            return answer is null ? null : explains!(answer.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TranslationFault KindOf(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.TooManyRequests => TranslationFault.Busy,
            HttpStatusCode.RequestTimeout => TranslationFault.Unreachable,
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => TranslationFault.Refused,
            _ => TranslationFault.Unreachable,
        };
}
