namespace Imi.Kernel.Foundation.Texts;

/// <summary>Measures how similar two words are.</summary>
internal static class EditDistance
{
    /// <summary>Counts the letters that must be added, removed, replaced or swapped with their neighbour to turn one word into the other.</summary>
    public static int Of(string left, string right)
    {
        int[] before = [];
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var change = left[row - 1] == right[column - 1] ? 0 : 1;
                current[column] = Math.Min(Math.Min(current[column - 1] + 1, previous[column] + 1), previous[column - 1] + change);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                    current[column] = Math.Min(current[column], before[column - 2] + 1);
            }

            (before, previous) = (previous, current);
        }

        return previous[^1];
    }
}
