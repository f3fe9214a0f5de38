using System.Text.RegularExpressions;
using Imi.Kernel.Foundation.Texts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Architecture.Tests;

/// <summary>Checks that every text key in pages and code has a text and that every text is used.</summary>
public partial class TextKeyTests
{
    private static readonly IReadOnlyCollection<string> Keys = new PlatformTexts(NullLogger<PlatformTexts>.Instance).Keys("en");

    /// <summary>Excludes telemetry, whose tags look like text keys, such as error.type.</summary>
    [Fact]
    public void Every_text_key_in_use_exists() =>
        Assert.Empty(Unknown(House.Sources("src", ".cs", ".cshtml").Where(file => !file.Path.Contains("/Foundation/Telemetry/", StringComparison.Ordinal))));

    [Theory]
    [InlineData("T[\"inbox.titel\"]")]
    [InlineData("T[$\"inbox.table.{view}\"]")]
    [InlineData("T[open ? \"inbox.title\" : \"inbox.titel\"]")]
    public void A_planted_key_without_a_text_is_found(string source) => Assert.Single(Unknown([("Planted.cshtml", source)]));

    [Theory]
    [InlineData("T[\"inbox.title\"]")]
    [InlineData("T[$\"inbox.tabs.{view}\"]")]
    [InlineData("T[\"exchange.due.left\", (\"count\", 1)]")]
    [InlineData("File(table, type, \"authorities.xlsx\")")]
    public void File_names_and_keys_with_a_text_are_accepted(string source) => Assert.Empty(Unknown([("Planted.cshtml", source)]));

    [Fact]
    public void Every_text_is_in_use() => Assert.Empty(Unused(House.Sources("src", ".cs", ".cshtml")));

    [Fact]
    public void A_planted_unused_text_is_found() => Assert.Contains("inbox.title", Unused([("Planted.cshtml", "T[\"inbox.tabs\"]")]));

    /// <summary>Returns the keys without a text. An interpolated key is checked only up to its first value.</summary>
    private static List<string> Unknown(IEnumerable<(string Path, string Text)> sources)
    {
        var roots = Keys.Select(RootOf).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. sources.SelectMany(source =>
                Named(source.Text)
                    .Where(key => roots.Contains(RootOf(key)) && !IsFile(key) && !Keys.Any(text => IsMeant(text, key)))
                    .Select(key => $"{source.Path}: {key}")
            ),
        ];
    }

    private static List<string> Unused(IEnumerable<(string Path, string Text)> sources)
    {
        var named = sources.SelectMany(source => Named(source.Text)).ToHashSet(StringComparer.Ordinal);
        var begun = named.Where(key => key.EndsWith('{')).Select(key => key[..^1]).ToList();
        return
        [
            .. Keys.Where(text =>
                !named.Contains(text) && !named.Contains(ParentOf(text)) && !begun.Exists(key => text.StartsWith(key, StringComparison.Ordinal))
            ),
        ];
    }

    private static IEnumerable<string> Named(string source) => Key().Matches(source).Select(match => match.Groups["key"].Value);

    /// <summary>Whether a key refers to a text: by its name, by its group, such as the plural forms, or by its prefix.</summary>
    private static bool IsMeant(string text, string key) =>
        key.EndsWith('{') ? text.StartsWith(key[..^1], StringComparison.Ordinal) : text == key || text.StartsWith($"{key}.", StringComparison.Ordinal);

    private static bool IsFile(string key) => key.Split('.')[^1] is "csv" or "json" or "pdf" or "xlsx" or "yaml";

    private static string RootOf(string key) => key[..key.IndexOf('.', StringComparison.Ordinal)];

    private static string ParentOf(string key) => key[..key.LastIndexOf('.')];

    [GeneratedRegex(@"""(?<key>[a-z][a-z-]*\.(?:[A-Za-z0-9-]+\.)*(?:[A-Za-z0-9-]*\{|[A-Za-z0-9-]+(?="")))", RegexOptions.None, 1000)]
    private static partial Regex Key();
}
