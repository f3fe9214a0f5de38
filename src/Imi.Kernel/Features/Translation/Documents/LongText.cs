using System.Text;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>Translates a text of any length in pieces of whole lines, because the time for a passage grows faster than its length.</summary>
internal static class LongText
{
    /// <summary>Translates a text; returns it unchanged if it is only read.</summary>
    /// <exception cref="DocumentFaultException">It is too long.</exception>
    public static string Translate(string text, DocumentWork work)
    {
        if (text.Length > DocumentWork.MostCharacters)
            throw new DocumentFaultException(FileTranslationFault.TooLong);
        var result = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length; )
        {
            var piece = text[start..EndOfPiece(text, start)];
            start += piece.Length;
            if (piece.Any(char.IsLetter))
                work.Take(new Passage([new PassagePiece(piece, "", IsLink: false, translated => piece = translated)]));
            result.Append(piece);
        }

        return result.ToString();
    }

    private static int EndOfPiece(string text, int start)
    {
        var most = Math.Min(DocumentWork.LongestPassage, text.Length - start);
        if (start + most == text.Length)
            return text.Length;
        var lineBreak = text.LastIndexOf('\n', start + most - 1, most);
        return lineBreak > start ? lineBreak + 1 : start + most;
    }
}
