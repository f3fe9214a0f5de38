using System.Text.RegularExpressions;

namespace Imi.Architecture.Tests;

/// <summary>Checks the size of source files: one public type, limited length, limited width.</summary>
public class SizeTests
{
    private const int MostLines = 300;
    private const int Widest = 160;

    private static readonly string[] Sources = ["src", "modules"];

    [Fact]
    public void No_source_file_exceeds_the_maximum_length() => Nothing(Code(".cs", ".cshtml").SelectMany(TooLong));

    [Fact]
    public void A_planted_long_file_is_found() =>
        Assert.Equal(["src/Planted.cs has 301 lines"], TooLong(("src/Planted.cs", string.Concat(Enumerable.Repeat("line\n", MostLines + 1)))));

    [Fact]
    public void No_source_line_exceeds_the_maximum_width() => Nothing(Code(".cs").SelectMany(TooWide));

    [Fact]
    public void A_planted_wide_line_is_found() =>
        Assert.Equal(["src/Planted.cs(2) has 161 characters"], TooWide(("src/Planted.cs", $"short\n{new string('x', Widest + 1)}\n")));

    [Fact]
    public void A_file_has_one_public_type_and_the_records_that_it_uses() => Nothing(Code(".cs").SelectMany(SecondTypes));

    [Theory]
    [InlineData("public sealed class One;\n\npublic enum Two { None }\n", "Two")]
    [InlineData("public sealed class One;\n\npublic sealed record Two(int Number);\n", "Two")]
    public void A_planted_second_public_type_is_found(string text, string second) =>
        Assert.Equal([$"src/Planted.cs has {second}"], SecondTypes(("src/Planted.cs", text)));

    [Fact]
    public void A_record_that_a_method_returns_may_share_the_file() =>
        Assert.Empty(
            SecondTypes(("src/Planted.cs", "public sealed class One\n{\n    public Two Find() => new(1);\n}\n\npublic sealed record Two(int " + "Number);\n"))
        );

    private static IEnumerable<(string Path, string Text)> Code(params string[] endings) =>
        Sources.SelectMany(folder => House.Sources(folder, endings)).Where(file => !file.Path.Contains("/Migrations/", StringComparison.Ordinal));

    private static void Nothing(IEnumerable<string> found)
    {
        var all = found.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }

    private static IEnumerable<string> TooLong((string Path, string Text) file) =>
        file.Text.Count(character => character == '\n') is > MostLines and var lines ? [$"{file.Path} has {lines} lines"] : [];

    private static IEnumerable<string> TooWide((string Path, string Text) file) =>
        file
            .Text.Split('\n')
            .Select((line, index) => (line.Length, Number: index + 1))
            .Where(line => line.Length > Widest)
            .Select(line => $"{file.Path}({line.Number}) has {line.Length} characters");

    private static IEnumerable<string> SecondTypes((string Path, string Text) file)
    {
        var types = Regex
            .Matches(
                file.Text,
                @"^public (?:(?:sealed|static|abstract|partial|readonly) )*(?<kind>class|record struct|record|struct|interface|enum) (?<name>\w+)",
                RegexOptions.Multiline,
                TimeSpan.FromSeconds(1)
            )
            .ToList();
        if (types.Count < 2)
            return [];
        var name = Path.GetFileName(file.Path).Split('.')[0];
        var first = types.Find(type => type.Groups["name"].Value == name) ?? types[0];
        var end = file.Text.IndexOf("\n}", first.Index, StringComparison.Ordinal);
        var body = Regex.Replace(
            file.Text[first.Index..(end < 0 ? file.Text.IndexOf(';', first.Index) : end)],
            "//.*",
            "",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        return from type in types
            where type != first
            where !type.Groups["kind"].Value.StartsWith("record", StringComparison.Ordinal) || !Mentions(body, type.Groups["name"].Value)
            select $"{file.Path} has {type.Groups["name"].Value}";
    }

    private static bool Mentions(string body, string name) => Regex.IsMatch(body, $@"\b{name}\b", RegexOptions.None, TimeSpan.FromSeconds(1));
}
