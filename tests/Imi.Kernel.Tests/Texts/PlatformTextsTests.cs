using System.Text;
using System.Text.RegularExpressions;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Foundation.Texts.Loading;

namespace Imi.Kernel.Tests.Texts;

public sealed partial class PlatformTextsTests
{
    private const string Folder = "texts/";

    private static readonly System.Reflection.Assembly Kernel = typeof(PlatformTexts).Assembly;

    /// <summary>The files of texts, as they lie in their folders: <c>de/inbox.yaml</c>.</summary>
    private static readonly IReadOnlyList<string> Files =
    [
        .. Kernel
            .GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/'))
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..]),
    ];

    /// <summary>Every area of texts in every language but English: <c>inbox</c>, <c>de</c>.</summary>
    public static TheoryData<string, string> Areas()
    {
        var data = new TheoryData<string, string>();
        foreach (var area in AreasOf(TextCatalogue.Reference))
        {
            foreach (var language in Languages.Interface.Where(language => language != TextCatalogue.Reference))
                data.Add(area, language);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void An_area_has_the_same_texts_and_placeholders_in_every_language(string area, string language)
    {
        var (english, translated) = (Read(TextCatalogue.Reference, area), Read(language, area));
        Assert.Equal([], english.Keys.Except(translated.Keys).Select(key => $"{key} is missing in {language}/{area}.yaml"));
        Assert.Equal([], translated.Keys.Except(english.Keys).Select(key => $"{key} is only in {language}/{area}.yaml"));
        Assert.Equal([], english.Keys.Where(key => Placeholders(english[key]) != Placeholders(translated[key])).Select(key => $"{key}: {translated[key]}"));
        Assert.Equal([], translated.Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => $"{text.Key} is empty"));
    }

    [Fact]
    public void There_are_texts_in_the_languages_of_the_interface_only() =>
        Assert.Equal(Languages.Interface, TextFiles.Embedded.Languages.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_language_has_the_same_areas() =>
        Assert.All(Languages.Interface, language => Assert.Equal(AreasOf(TextCatalogue.Reference), AreasOf(language)));

    [Fact]
    public void The_first_part_of_a_key_belongs_to_one_file() =>
        Assert.Equal(
            [],
            AreasOf(TextCatalogue.Reference)
                .SelectMany(area => Read(TextCatalogue.Reference, area).Keys.Select(key => (Root: key.Split('.')[0], Area: area)))
                .Distinct()
                .GroupBy(place => place.Root)
                .Where(places => places.Count() > 1)
                .Select(places => $"{places.Key} is in {string.Join(" and ", places.Select(place => place.Area))}")
        );

    [Fact]
    public void Every_text_is_defined_once() => Assert.All(TextFiles.Embedded.Languages, language => Assert.NotEmpty(TextFiles.Embedded.Keys(language)));

    [Theory]
    [InlineData("inbox: { title: Inbox }", "inbox: { title: Tray }", "'inbox.title' is defined twice: in en/a.yaml and in en/b.yaml")]
    [InlineData("inbox: { title: Inbox, title: Tray }", "", "en/a.yaml cannot be read, line 1")]
    public void A_text_that_is_defined_twice_is_refused_with_its_files(string first, string second, string expected)
    {
        var texts = Planted(("en/a.yaml", first), ("en/b.yaml", second));
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => texts.Find("inbox.title", "en")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_languages_that_were_asked_for_are_read()
    {
        var texts = Planted(("en/a.yaml", "yes: Yes\nno: No"), ("de/a.yaml", "yes: Ja"), ("fr/a.yaml", "yes: Oui"));
        Assert.Equal("Ja", texts.Find("yes", "de"));
        Assert.Equal(["de"], texts.Loaded);
        Assert.Equal("No", texts.Find("no", "de"));
        Assert.Equal(["de", "en"], texts.Loaded.Order(StringComparer.Ordinal));
        Assert.Null(texts.Find("perhaps", "hu"));
    }

    [Theory]
    [InlineData("en", "25 May 2027")]
    [InlineData("de", "25. Mai 2027")]
    [InlineData("es", "25 de mayo de 2027")]
    [InlineData("fr", "25 mai 2027")]
    [InlineData("el", "25 Μαΐου 2027")]
    [InlineData("hu", "2027. május 25.")]
    [InlineData("pt", "25 de maio de 2027")]
    public void A_date_is_formatted_in_the_language(string language, string day) => Assert.Equal(day, Languages.Day(new DateOnly(2027, 5, 25), language));

    [Fact]
    public void No_placeholder_is_shown_to_readers()
    {
        var texts = new PlatformTexts(Microsoft.Extensions.Logging.Abstractions.NullLogger<PlatformTexts>.Instance);
        Assert.Equal(
            [],
            Languages.Interface.SelectMany(language =>
                texts.Keys(language).Select(key => texts.Get(key, language)).Where(text => text.Contains('{', StringComparison.Ordinal))
            )
        );

        // User input is not a placeholder.
        Assert.Contains("{most}", texts.Get("validation.character", "en", ("character", "{most}"), ("position", 1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Shorten the text: it has 3 characters, and at most 2 are possible.")]
    [InlineData("de", "Kürzen Sie den Text: Er hat 3 Zeichen, möglich sind höchstens 2.")]
    public void The_error_for_a_long_text_states_its_length(string language, string expected)
    {
        var texts = new PlatformTexts(Microsoft.Extensions.Logging.Abstractions.NullLogger<PlatformTexts>.Instance);
        var error = Imi.Kernel.Definitions.Forms.FieldError.TooLong("text", "abc", 2);
        Assert.Equal(expected, texts.Get(error.MessageKey, language, [.. error.Values.Select(value => (value.Key, value.Value))]));
    }

    private static IEnumerable<string> AreasOf(string language) =>
        Files
            .Where(file => file.StartsWith($"{language}/", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    private static Dictionary<string, string> Read(string language, string area)
    {
        var texts = new TextFiles([$"{language}/{area}.yaml"], name => Kernel.GetManifestResourceStream(Folder + name)!);
        return texts.Keys(language).ToDictionary(key => key, key => texts.Find(key, language)!, StringComparer.Ordinal);
    }

    private static TextFiles Planted(params (string Name, string Text)[] files) =>
        new(files.Select(file => file.Name), name => new MemoryStream(Encoding.UTF8.GetBytes(files.Single(file => file.Name == name).Text)));

    private static string Placeholders(string text) =>
        string.Join(' ', Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{[A-Za-z]+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
