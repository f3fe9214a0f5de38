using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Web.Tests.Api;

/// <summary>Writes a request for measures over the API as a national system does.</summary>
internal static class RequestOverApi
{
    public static object Answers(string provider = "Aurora Digital Trading Ltd", string? replyBy = null) =>
        new
        {
            excludedField = "none",
            operatorKnown = "yes",
            providerName = provider,
            establishmentCountry = "CY",
            establishmentCertain = "yes",
            webAddresses = new[] { "https://aurora-deals.example" },
            serviceDescription = "Venta en línea de cosméticos.",
            serviceCategory = "marketplace",
            ground = new[] { "consumers" },
            harm = "prejudices",
            facts = "Descuentos inexistentes; no entrega los pedidos.",
            rulesInfringed = "Directiva 2005/29/CE.",
            measures = new[] { new { kind = "cease", description = "Ordenar el cese." } },
            proportionality = "No hay medio menos gravoso.",
            replyBy = replyBy ?? DeadlineCalendar.Today(TimeProvider.System).AddDays(60).ToString("yyyy-MM-dd", null),
            urgent = "no",
            proceedings = "no",
        };

    /// <summary>Creates a draft from the Spanish consumer authority to the Cypriot one.</summary>
    public static async Task<JsonElement> DraftAsync(HttpClient spain, object? answers = null, string? key = null)
    {
        var recipient = await DemonstrationPlatform.AuthorityAsync(spain, "CY", "cy-consumer-protection");
        using var request = new HttpRequestMessage(HttpMethod.Post, "exchanges")
        {
            Content = JsonContent.Create(
                new
                {
                    module = "ecommerce",
                    procedure = "request",
                    recipient,
                    language = "es",
                    answers = answers ?? Answers(),
                }
            ),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var response = await spain.SendAsync(request);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<JsonElement> DoneAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement;
    }

    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(body).RootElement;
    }

    public static string Id(this JsonElement exchange) => exchange.GetProperty("id").GetString()!;
}
