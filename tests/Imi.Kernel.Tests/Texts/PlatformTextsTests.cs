using System.Text.RegularExpressions;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Foundation.Texts.Loading;
using YamlDotNet.RepresentationModel;

namespace Imi.Kernel.Tests.Texts;

public sealed partial class PlatformTextsTests
{
    private static readonly System.Reflection.Assembly Kernel = typeof(PlatformTexts).Assembly;

    /// <summary>Every catalogue in every language except the reference, such as <c>web</c> and <c>de</c>.</summary>
    public static TheoryData<string, string> Catalogues()
    {
        var data = new TheoryData<string, string>();
        foreach (
            var catalogue in Kernel
                .GetManifestResourceNames()
                .Where(name => name.EndsWith(".en.yaml", StringComparison.Ordinal))
                .Select(name => name.Split('.')[^3])
        )
        {
            foreach (var language in Languages.Interface.Where(language => language != TextCatalogue.Reference))
                data.Add(catalogue, language);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void A_catalogue_has_the_same_texts_and_placeholders_in_every_language(string catalogue, string language)
    {
        var (english, translated) = (Read(catalogue, TextCatalogue.Reference), Read(catalogue, language));
        Assert.Equal([], english.Keys.Except(translated.Keys).Select(key => $"{key} is missing in {catalogue}.{language}.yaml"));
        Assert.Equal([], translated.Keys.Except(english.Keys).Select(key => $"{key} exists only in {catalogue}.{language}.yaml"));
        Assert.Equal([], english.Keys.Where(key => Placeholders(english[key]) != Placeholders(translated[key])).Select(key => $"{key}: {translated[key]}"));
        Assert.Equal([], translated.Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => $"{text.Key} is empty"));
    }

    [Fact]
    public void Catalogues_exist_only_in_interface_languages() =>
        Assert.Equal(
            Languages.Interface,
            Kernel
                .GetManifestResourceNames()
                .Where(name => name.EndsWith(".yaml", StringComparison.Ordinal))
                .Select(name => name.Split('.')[^2])
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

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

    private static Dictionary<string, string> Read(string catalogue, string language)
    {
        var name = Kernel.GetManifestResourceNames().SingleOrDefault(one => one.EndsWith($".{catalogue}.{language}.yaml", StringComparison.Ordinal));
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (name is null)
            return texts;
        using var reader = new StreamReader(Kernel.GetManifestResourceStream(name)!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        TextTree.Flatten(yaml.Documents[0].RootNode, "", (key, text, _) => texts.Add(key, text));
        return texts;
    }

    private static string Placeholders(string text) =>
        string.Join(' ', Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{[A-Za-z]+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
