using System.Net.Http.Json;
using System.Text.Json;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Persistence;
using Imi.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;

namespace Imi.Web.Tests;

/// <summary>Makes all that machine translation stores about an exchange and a file of it.</summary>
internal static class CanaryTranslations
{
    /// <summary>Translates into English at once, corrects a sentence, and asks for Italian, which the engine never sends.</summary>
    public static async Task MakeAsync(HttpClient spain, string request, string file, string correction)
    {
        var address = $"exchanges/{request}";
        await RequestOverApi.DoneAsync(await spain.PostAsync($"{address}/translations?target=en", null));
        var english = await spain.GetFromJsonAsync<JsonElement>($"{address}/translations?target=en");
        var segment = english
            .GetProperty("texts")
            .EnumerateArray()
            .SelectMany(text => text.GetProperty("segments").EnumerateArray())
            .First(segment => segment.GetProperty("text").GetString()!.Contains("en:", StringComparison.Ordinal));
        await RequestOverApi.DoneAsync(
            await spain.PutAsJsonAsync(
                $"{address}/translations/segments/{segment.GetProperty("key").GetString()}/correction?target=en",
                new { translation = correction, seen = segment.GetProperty("version").GetString() }
            )
        );
        Assert.Contains(correction, await spain.GetStringAsync($"{address}/translations?target=en"), StringComparison.Ordinal);
        await RequestOverApi.DoneAsync(await spain.PostAsync($"{address}/attachments/{file}/translations?target=en&source=es", null));
        await RequestOverApi.DoneAsync(await spain.PostAsync($"{address}/translations?target=it", null));
        await RequestOverApi.DoneAsync(await spain.PostAsync($"{address}/attachments/{file}/translations?target=it&source=es", null));
    }

    /// <summary>Counts the rows of exchanges in each table of machine translations.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> RowsAsync(ImiDbContext context, IReadOnlyCollection<Guid> exchanges) =>
        new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["memories"] = await context.Set<TranslationMemory>().CountAsync(row => exchanges.Contains(row.ExchangeId)),
            ["requests"] = await context.Set<TranslationRequest>().CountAsync(row => exchanges.Contains(row.ExchangeId)),
            ["submissions"] = await context.Set<TranslationSubmission>().CountAsync(row => exchanges.Contains(row.ExchangeId)),
            ["files"] = await context.Set<FileTranslation>().CountAsync(row => exchanges.Contains(row.ExchangeId)),
        };
}
