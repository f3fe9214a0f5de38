using System.Text;
using Imi.Kernel.Features.Translation.Terms;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Text of a document that is translated together: a paragraph, or what is between two things in it that stay, such as line breaks.</summary>
internal sealed class Passage(IReadOnlyList<PassagePiece> pieces)
{
    /// <summary>The text of all pieces.</summary>
    public string Text { get; } = string.Concat(pieces.Select(piece => piece.Text));

    /// <summary>Returns what an engine must translate: the sentences, and also the words of each link inside a sentence.</summary>
    /// <param name="parts">The parts of <see cref="Text"/>.</param>
    public IEnumerable<string> SentencesIn(IReadOnlyList<TextPart> parts)
    {
        foreach (var (part, stretches) in Stretches(parts).Where(one => one.Part.IsSentence))
        {
            yield return part.Text;
            foreach (var stretch in stretches.Where(stretch => stretches.Count > 1 && pieces[stretch.Piece].IsLink && stretch.Text.Any(char.IsLetter)))
                yield return stretch.Text.Trim();
        }
    }

    /// <summary>Translates each sentence, and keeps formats where the words that have them are found again.</summary>
    /// <param name="parts">The parts of <see cref="Text"/>.</param>
    /// <param name="translate">Returns the translation of a sentence.</param>
    public void Translate(IReadOnlyList<TextPart> parts, Func<string, string> translate)
    {
        var written = pieces.Select(_ => new StringBuilder()).ToArray();
        foreach (var (part, stretches) in Stretches(parts))
        {
            if (part.IsSentence)
            {
                FormattedSentence.Write(
                    stretches,
                    translate(part.Text),
                    stretch => pieces[stretch.Piece].IsLink ? translate(stretch.Text.Trim()) : null,
                    written
                );
            }
            else
            {
                foreach (var stretch in stretches)
                    written[stretch.Piece].Append(stretch.Text);
            }
        }

        for (var index = 0; index < pieces.Count; index++)
        {
            if (written[index].ToString() is var text && text != pieces[index].Text)
                pieces[index].Write(text);
        }
    }

    /// <summary>Divides each part into stretches of one format.</summary>
    private IEnumerable<(TextPart Part, IReadOnlyList<FormattedStretch> Stretches)> Stretches(IReadOnlyList<TextPart> parts)
    {
        var (piece, used) = (0, 0);
        foreach (var part in parts)
        {
            var stretches = new List<FormattedStretch>();
            for (var left = part.Text.Length; left > 0; )
            {
                if (used == pieces[piece].Text.Length)
                {
                    (piece, used) = (piece + 1, 0);
                    continue;
                }

                var length = Math.Min(left, pieces[piece].Text.Length - used);
                var text = pieces[piece].Text.Substring(used, length);
                if (part.IsSentence && stretches.Count > 0 && stretches[^1].Format == pieces[piece].Format)
                    stretches[^1] = stretches[^1] with { Text = stretches[^1].Text + text };
                else
                    stretches.Add(new FormattedStretch(piece, pieces[piece].Format, text));
                (used, left) = (used + length, left - length);
            }

            yield return (part, stretches);
        }
    }
}
