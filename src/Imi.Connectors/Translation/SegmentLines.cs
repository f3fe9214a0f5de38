using System.Text;

namespace Imi.Connectors.Translation;

/// <summary>
/// The lines of segments that have something to translate. Line breaks, tabs, other control characters, and the space around a line are never sent to an
/// engine, so that they come back unchanged.
/// </summary>
internal sealed class SegmentLines
{
    private readonly List<(string Text, int Line)>[] _segments;
    private readonly List<string> _lines = [];

    public SegmentLines(IReadOnlyList<string> segments)
    {
        _segments = [.. segments.Select(Pieces)];
    }

    /// <summary>The lines of all segments in order.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Puts translated lines into the places of the originals.</summary>
    public IReadOnlyList<string> Join(IReadOnlyList<string> translated) =>
        [.. _segments.Select(pieces => string.Concat(pieces.Select(piece => piece.Line < 0 ? piece.Text : translated[piece.Line].Trim())))];

    /// <summary>Cuts a segment into pieces that stay as they are, and lines, each with its position.</summary>
    private List<(string Text, int Line)> Pieces(string segment)
    {
        var pieces = new List<(string, int)>();
        for (var start = 0; start < segment.Length; )
        {
            var isBreak = IsBreak(segment[start]);
            var end = start + 1;
            while (end < segment.Length && IsBreak(segment[end]) == isBreak)
                end++;
            var piece = segment[start..end];
            var line = piece.Trim();
            if (isBreak || !line.EnumerateRunes().Any(Rune.IsLetter))
            {
                pieces.Add((piece, -1));
            }
            else
            {
                var before = piece.Length - piece.TrimStart().Length;
                pieces.Add((piece[..before], -1));
                pieces.Add(("", _lines.Count));
                pieces.Add((piece[(before + line.Length)..], -1));
                _lines.Add(line);
            }

            start = end;
        }

        return pieces;
    }

    private static bool IsBreak(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';
}
