using System.Text.RegularExpressions;

namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>Makes regular expressions whose time grows with the length of the text only, whatever the text is.</summary>
internal static class Finder
{
    /// <summary>Far more than a text needs, also on a machine with other work.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Makes a regular expression. Only named groups capture.</summary>
    public static Regex Of(string pattern, RegexOptions more = RegexOptions.None) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | more, Patience);
}
