using System.Text.RegularExpressions;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Texts;
using Imi.Testing;

namespace Imi.Kernel.Tests.Translation;

/// <summary>Tests Apertium's command line and its server with the real engine.</summary>
public sealed class ApertiumTests : IAsyncLifetime
{
    private readonly ApertiumServer _server = new();

    public static TheoryData<string> Ways => ["Apertium", "ApertiumServer"];

    /// <summary>Sentences of the kind that authorities write, in each source language of the installed pairs; X is the place of a placeholder.</summary>
    private static readonly Dictionary<string, string> Sentences = new(StringComparer.Ordinal)
    {
        ["da"] = "Myndigheden i X skal svare X inden for X dage. X sendte dokumentet (X). Se artikel X(2) i X.",
        ["en"] = "The authority of X must reply to X within X days. X sent the document to the competent authority on X (X). See Article X(2) of X.",
        ["es"] = "La autoridad de X debe responder a X en X días. X envió el documento a la autoridad competente el X (X). Véase el artículo X(2) de X.",
        ["fr"] = "L'autorité de X doit répondre à X dans X jours. X a envoyé le document à l'autorité compétente le X (X). Voir l'article X(2) de X.",
        ["hr"] = "Nadležno tijelo X mora odgovoriti X u roku od X dana. X je poslao dokument (X). Vidi članak X(2) od X.",
        ["it"] = "L'autorità di X deve rispondere a X entro X giorni. X ha inviato il documento all'autorità competente (X). Vedi articolo X(2) di X.",
        ["pt"] = "A autoridade de X deve responder a X em X dias. X enviou o documento à autoridade competente (X). Ver o artigo X(2) de X.",
        ["ro"] = "Autoritatea din X trebuie să răspundă la X în X zile. X a trimis documentul (X). Vezi articolul X(2) din X.",
        ["sl"] = "Organ X mora odgovoriti X v X dneh. X je poslal dokument (X). Glej člen X(2) od X.",
        ["sv"] = "Myndigheten i X måste svara X inom X dagar. X skickade dokumentet (X). Se artikel X(2) i X.",
    };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [SkippableTheory, MemberData(nameof(Ways))]
    public async Task The_engine_offers_its_direct_pairs_between_languages_of_the_network(string kind)
    {
        await using var engines = await StartAsync(kind);
        var pairs = await engines.First.PairsAsync(CancellationToken.None);
        Assert.Superset(
            (HashSet<LanguagePair>)
                [.. "en-es es-en es-fr es-it es-pt fr-es it-es pt-es ro-es sv-da da-sv hr-sl sl-hr hr-en en-hr".Split(' ').Select(Engines.Pair)],
            pairs.ToHashSet()
        );
        Assert.All(pairs, pair => Assert.True(Languages.IsKnown(pair.Source) && Languages.IsKnown(pair.Target) && pair.Source != pair.Target));
        Assert.DoesNotContain(Engines.Pair("fr-it"), pairs);
        Assert.Equal(TranslationFault.Refused, (await engines.FaultAsync("fr-it", "Bonjour")).Kind);
    }

    [SkippableTheory, MemberData(nameof(Ways))]
    public async Task A_text_is_translated_without_marks_for_unknown_words(string kind)
    {
        await using var engines = await StartAsync(kind);
        Assert.Equal("La casa es roja.", await engines.TranslateAsync("en-es", "The house is red."));
        var croatian = await engines.TranslateAsync("en-hr", "The document of Qxzbrk was sent on Monday.");
        Assert.Contains("Qxzbrk", croatian, StringComparison.Ordinal);
        Assert.DoesNotMatch("[*@#]", croatian);
    }

    [SkippableTheory, InlineData("Apertium", 2_000), InlineData("ApertiumServer", 200)]
    public async Task Many_segments_come_back_one_by_one_in_their_order(string kind, int count)
    {
        await using var engines = await StartAsync(kind);
        string[] endings = ["", ".", "?", ";", " (b)", "...", "\n"];
        var segments = Enumerable.Range(0, count).Select(i => $"The number of the house is {i}{endings[i % endings.Length]}").ToList();
        var translated = await engines.First.TranslateAsync(Engines.Pair("en-es"), segments, CancellationToken.None);
        Assert.Equal(count, translated.Count);
        Assert.All(
            translated.Index(),
            segment => Assert.Matches($"^El número de la casa es {segment.Index}{Regex.Escape(endings[segment.Index % endings.Length])}$", segment.Item)
        );
    }

    [SkippableTheory, MemberData(nameof(Ways))]
    public async Task Every_pair_leaves_placeholders_as_they_are_and_in_their_order(string kind)
    {
        await using var engines = await StartAsync(kind);
        foreach (var pair in await engines.First.PairsAsync(CancellationToken.None))
        {
            var segments = Enumerable.Range(0, 20).Select(i => Numbered(Sentences[pair.Source], 10 * i)).ToList();
            segments.AddRange(Enumerable.Range(200, 50).Select(i => Sentences[pair.Source].Replace("X", $"\uE000{i}\uE001", StringComparison.Ordinal)));
            segments.Add($"{Sentences[pair.Source].Split(' ')[0]}\uE0001\uE001\uE0002\uE001, \uE0003\uE001");
            var translated = await engines.First.TranslateAsync(pair, segments, CancellationToken.None);
            Assert.Equal(segments.Select(Placeholders), translated.Select(Placeholders));
        }
    }

    [SkippableTheory, MemberData(nameof(Ways))]
    public async Task Markup_script_and_signs_in_a_text_come_back_as_text(string kind)
    {
        await using var engines = await StartAsync(kind);
        const string Text =
            "<p>The house</p> &amp; <script src=\"x\">1</script> [[t:b:1]] ^x<n>$ {2} \\ / 5*3 *) #4 ~/5 a@b.example "
            + "\"house\" «house» „house“ 😀 👩‍👩‍👧 € § % [] \\[";
        var translated = await engines.TranslateAsync("es-it", Text);
        foreach (
            var part in (string[])
                [
                    "<p>",
                    "</p> &amp; <script src=\"x\">1</",
                    "> [[t:b:1]] ^x<n>$ {2} \\ / 5*3 *) #4 ~/5 ",
                    "@b.",
                    "\"house\" «house» „house“ 😀 👩‍👩‍👧 € § % [] \\[",
                ]
        )
            Assert.Contains(part, translated, StringComparison.Ordinal);
    }

    [SkippableTheory, MemberData(nameof(Ways))]
    public async Task Line_breaks_and_the_space_around_lines_come_back_unchanged(string kind)
    {
        await using var engines = await StartAsync(kind);
        Assert.Equal(
            "\n  La casa es roja.\r\n\r\n\t- La casa \n***\n12\0La casa",
            await engines.TranslateAsync("en-es", "\n  The house is red.\r\n\r\n\t- The house \n***\n12\0The house")
        );
        Assert.Equal("\n 12/5 \uE0001\uE001", await engines.TranslateAsync("en-es", "\n 12/5 \uE0001\uE001"));
    }

    [SkippableTheory, MemberData(nameof(Ways))]
    public async Task The_longest_segment_comes_back_whole(string kind)
    {
        await using var engines = await StartAsync(kind);
        const string Sentence = "La casa es roja. ";
        var count = engines.First.LongestSegment / Sentence.Length;
        var translated = await engines.TranslateAsync("es-it", string.Concat(Enumerable.Repeat(Sentence, count)).Trim());
        Assert.Equal(count, translated.Split("La casa è rossa.").Length - 1);
    }

    [SkippableTheory, MemberData(nameof(Ways))]
    public async Task A_segment_that_is_empty_or_too_long_is_refused(string kind)
    {
        await using var engines = await StartAsync(kind);
        foreach (var text in (string[])["", new string('a', 30_000)])
            await Assert.ThrowsAsync<ArgumentException>(() => engines.First.TranslateAsync(Engines.Pair("en-es"), ["house", text], CancellationToken.None));
    }

    private async Task<Engines> StartAsync(string kind)
    {
        Apertium.SkipWhereMissing();
        if (kind == "Apertium")
            return Engines.Of(("0:Kind", kind));
        await _server.StartAsync();
        return Engines.Of(("0:Kind", kind), ("0:Address", _server.Address));
    }

    /// <summary>Puts a numbered placeholder into each place for one.</summary>
    private static string Numbered(string sentence, int first) =>
        string.Concat(sentence.Split('X').Select((part, index) => index == 0 ? part : $"\uE000{first + index}\uE001{part}"));

    private static string Placeholders(string text) =>
        string.Concat(Regex.Matches(text, "\uE000[0-9]+\uE001", RegexOptions.NonBacktracking).Select(match => match.Value));
}
