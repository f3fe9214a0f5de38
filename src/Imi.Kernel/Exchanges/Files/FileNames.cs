using System.Globalization;
using System.Text;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Exchanges.Files;

/// <summary>Makes file names safe to store, display and save under.</summary>
internal static class FileNames
{
    private const int Longest = 150;
    private const string Fallback = "file";

    /// <summary>
    /// Removes folders, control characters and invisible characters (such as those that reverse the direction of writing and so hide an
    /// extension), and replaces characters that file systems do not allow. Shortens a long name but keeps its extension.
    /// </summary>
    public static string Clean(string fileName)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (
                Rune.IsControl(rune)
                || Characters.IsInvisible(rune)
                || Characters.IsLineBreak(rune)
                || Characters.IsDamaged(rune)
                || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse
            )
            {
                continue;
            }

            clean.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : rune.ToString());
        }

        var result = clean.ToString().Normalize(NormalizationForm.FormC).Trim().TrimEnd(' ', '.');
        if (result.Length == 0 || result[0] == '.')
            result = Fallback + result;
        if (result.Length <= Longest)
            return result;
        var extension = Path.GetExtension(result);
        extension = extension.Length < Longest / 2 ? extension : "";
        return Shortened(result, Longest - extension.Length) + extension;
    }

    private static string Shortened(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)].TrimEnd(' ', '.');
}
