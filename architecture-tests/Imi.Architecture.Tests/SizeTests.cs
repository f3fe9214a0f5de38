namespace Imi.Architecture.Tests;

/// <summary>A file is read from top to bottom before one changes it.</summary>
public class SizeTests
{
    private const int MostLines = 300;

    [Fact]
    public void No_file_of_code_is_longer_than_one_reads_at_once() =>
        Assert.Empty(
            House
                .Sources("src", ".cs", ".cshtml")
                .Concat(House.Sources("modules", ".cs"))
                .Where(file => !file.Path.Contains("/Migrations/", StringComparison.Ordinal))
                .SelectMany(TooLong)
        );

    [Fact]
    public void A_planted_long_file_is_found() =>
        Assert.Equal(["src/Planted.cs has 301 lines"], TooLong(("src/Planted.cs", string.Concat(Enumerable.Repeat("line\n", MostLines + 1)))));

    private static IEnumerable<string> TooLong((string Path, string Text) file) =>
        file.Text.Count(character => character == '\n') is > MostLines and var lines ? [$"{file.Path} has {lines} lines"] : [];
}
