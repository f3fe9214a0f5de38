using System.Text;

namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>White space in markup, where line breaks and indents mean no more than a space.</summary>
internal static class WhiteSpace
{
    /// <summary>Replaces each run of spaces, tabs and line breaks with one space.</summary>
    public static string Collapse(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is not (' ' or '\t' or '\r' or '\n'))
                result.Append(letter);
            else if (result.Length == 0 || result[^1] != ' ')
                result.Append(' ');
        }

        return result.ToString();
    }
}
