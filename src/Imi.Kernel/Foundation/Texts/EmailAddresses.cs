using System.Text;
using Imi.Kernel.Foundation.Texts.Rules;

namespace Imi.Kernel.Foundation.Texts;

/// <summary>Checks e-mail addresses to which every mail server can send (RFC 5321; domains in any script, RFC 5891).</summary>
public static class EmailAddresses
{
    /// <summary>The maximum length of an address (RFC 5321, section 4.5.3.1).</summary>
    public const int Longest = 254;

    private const int LongestLocalPart = 64;
    private const string Signs = "!#$%&'*+-/=?^_`{|}~.";

    /// <summary>Cleans an address for storage, with its domain in Unicode (<c>bücher.eu</c>, not <c>xn--bcher-kva.eu</c>).</summary>
    public static string Clean(string text)
    {
        // Invisible characters at the ends stay, so that they are reported: a copied address may contain more of them.
        var clean = TextRules.IsBlank(text) ? "" : text.Trim().Normalize(NormalizationForm.FormC);
        var at = clean.LastIndexOf('@');
        return at < 0 ? clean : clean[..(at + 1)] + HostNames.Written(clean[(at + 1)..]);
    }

    /// <summary>Finds the first fault in a cleaned address; null if it is valid.</summary>
    public static TextFault? FaultIn(string text)
    {
        if (SpaceIn(text) is { } space)
            return space;
        if (TextRules.FaultInLine(text) is { } fault)
            return fault;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
            return TextFault.Of("validation.email-no-at");
        if (text.IndexOf('@', at + 1) >= 0)
            return TextFault.Of("validation.email-two-ats");
        var (local, host) = (text[..at], text[(at + 1)..]);
        if (local.Length == 0)
            return TextFault.Of("validation.email-nothing-before-at");
        if (FaultInLocalPart(local) is { } wrong)
            return wrong;
        if (host.Length == 0)
            return TextFault.Of("validation.email-nothing-after-at");
        if (HostNames.FaultIn(host, at + 1) is { } wrongHost)
            return wrongHost;
        return local.Length > LongestLocalPart || local.Length + 1 + HostNames.Ascii(host)!.Length > Longest || text.Length > Longest
            ? TextFault.Of("validation.email-too-long", ("most", Longest))
            : null;
    }

    /// <summary>Formats an address for display: if its domain has letters beyond ASCII, its ASCII form follows in brackets.</summary>
    public static string Shown(string text)
    {
        var at = text.LastIndexOf('@');
        return at < 0 ? text : HostNames.WithOtherForm(text, text[(at + 1)..]);
    }

    /// <summary>Finds the first white space other than a line break in an address; null if there is none.</summary>
    internal static TextFault? SpaceIn(string text)
    {
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            position++;
            if (Rune.IsWhiteSpace(rune) && !Characters.IsLineBreak(rune))
                return TextFault.Of("validation.space", ("position", position));
        }

        return null;
    }

    private static TextFault? FaultInLocalPart(string local)
    {
        var position = 0;
        foreach (var rune in local.EnumerateRunes())
        {
            position++;
            if (!rune.IsAscii || (!Rune.IsLetterOrDigit(rune) && !Signs.Contains((char)rune.Value, StringComparison.Ordinal)))
                return TextFault.Of("validation.character", ("character", rune.ToString()), ("position", position));
        }

        if (local[0] == '.')
            return TextFault.Of("validation.character", ("character", "."), ("position", 1));
        if (local.IndexOf("..", StringComparison.Ordinal) is var two and >= 0)
            return TextFault.Of("validation.character", ("character", "."), ("position", two + 2));
        return local[^1] == '.' ? TextFault.Of("validation.character", ("character", "."), ("position", local.Length)) : null;
    }
}
