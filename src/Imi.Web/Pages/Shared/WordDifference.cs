using DiffPlex;

namespace Imi.Web.Pages.Shared;

/// <summary>Some words of a text, and whether the other version has them too.</summary>
internal sealed record WordRun(string Text, bool IsChanged);

/// <summary>What two versions of a text say differently, word by word.</summary>
/// <param name="Before">The earlier text; what is gone is marked.</param>
/// <param name="After">The later text; what is new is marked.</param>
internal sealed record WordDifference(IReadOnlyList<WordRun> Before, IReadOnlyList<WordRun> After)
{
    private static readonly char[] Separators = [' ', '\n', '\t', '.', ',', ';', ':', '(', ')'];

    /// <summary>Compares two texts.</summary>
    public static WordDifference Between(string before, string after)
    {
        var difference = Differ.Instance.CreateWordDiffs(before, after, ignoreWhitespace: false, Separators);
        return new WordDifference(
            Runs(difference.PiecesOld, [.. difference.DiffBlocks.Select(block => (block.DeleteStartA, block.DeleteCountA))]),
            Runs(difference.PiecesNew, [.. difference.DiffBlocks.Select(block => (block.InsertStartB, block.InsertCountB))]));
    }

    private static List<WordRun> Runs(IReadOnlyList<string> pieces, IReadOnlyList<(int Start, int Count)> changed)
    {
        var runs = new List<WordRun>();
        var from = 0;
        foreach (var (start, count) in changed.Where(block => block.Count > 0))
        {
            if (start > from)
                runs.Add(new WordRun(string.Concat(pieces.Skip(from).Take(start - from)), false));
            runs.Add(new WordRun(string.Concat(pieces.Skip(start).Take(count)), true));
            from = start + count;
        }

        if (from < pieces.Count)
            runs.Add(new WordRun(string.Concat(pieces.Skip(from)), false));
        return runs;
    }
}
