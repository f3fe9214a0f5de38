using DiffPlex;

namespace Imi.Web.Pages.Shared;

/// <summary>A run of words, and whether it differs from the other version.</summary>
internal sealed record WordRun(string Text, bool IsChanged);

/// <summary>The differences between two versions of a text, word by word.</summary>
/// <param name="Before">The earlier version; removed words are marked.</param>
/// <param name="After">The later version; added words are marked.</param>
internal sealed record WordDifference(IReadOnlyList<WordRun> Before, IReadOnlyList<WordRun> After)
{
    private static readonly char[] Separators = [' ', '\n', '\t', '.', ',', ';', ':', '(', ')'];

    /// <summary>Compares two texts.</summary>
    public static WordDifference Between(string before, string after)
    {
        var difference = Differ.Instance.CreateWordDiffs(before, after, ignoreWhitespace: false, Separators);
        return new WordDifference(
            Runs(difference.PiecesOld, [.. difference.DiffBlocks.Select(block => (block.DeleteStartA, block.DeleteCountA))]),
            Runs(difference.PiecesNew, [.. difference.DiffBlocks.Select(block => (block.InsertStartB, block.InsertCountB))])
        );
    }

    /// <summary>Joins words into runs; a changed run includes the spaces between its words.</summary>
    private static List<WordRun> Runs(IReadOnlyList<string> pieces, IReadOnlyList<(int Start, int Count)> changed)
    {
        var isChanged = new bool[pieces.Count];
        foreach (var (start, count) in changed)
            Array.Fill(isChanged, true, start, count);
        for (var index = 1; index < pieces.Count - 1; index++)
            isChanged[index] |= string.IsNullOrWhiteSpace(pieces[index]) && isChanged[index - 1] && isChanged[index + 1];
        var runs = new List<WordRun>();
        for (var index = 0; index < pieces.Count; index++)
        {
            if (runs.Count > 0 && runs[^1].IsChanged == isChanged[index])
                runs[^1] = runs[^1] with { Text = runs[^1].Text + pieces[index] };
            else
                runs.Add(new WordRun(pieces[index], isChanged[index]));
        }

        return runs;
    }
}
