using System.Text;
using Imi.Kernel.Foundation.Texts.Rules;

namespace Imi.Kernel.Foundation.Texts;

/// <summary>E-mail addresses to which every mail server can send (RFC 5321; domains in every script by RFC 5891).</summary>
public static class EmailAddresses
{
    /// <summary>The longest address (RFC 5321, 4.5.3.1).</summary>
    public const int Longest = 254;

    private const int LongestLocalPart = 64;
    private const string Signs = "!#$%&'*+-/=?^_`{|}~.";

    /// <summary>An address as it is kept: cleaned, its domain as people write it (<c>bücher.eu</c>, not <c>xn--bcher-kva.eu</c>).</summary>
    public static string Clean(string text)
    {
        // An invisible character at an end is named too: whoever copied it has it in other places.
        var clean = TextRules.IsBlank(text) ? "" : text.Trim().Normalize(NormalizationForm.FormC);
        var at = clean.LastIndexOf('@');
        return at < 0 ? clean : clean[..(at + 1)] + HostNames.Written(clean[(at + 1)..]);
    }

    /// <summary>What is wrong with a cleaned address; null where nothing is.</summary>
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

    /// <summary>An address for a reader: where its domain has letters beyond ASCII, how computers write it stands beside it.</summary>
    public static string Shown(string text)
    {
        var at = text.LastIndexOf('@');
        return at < 0 ? text : HostNames.WithOtherForm(text, text[(at + 1)..]);
    }

    /// <summary>The first white space in an address; null where there is none.</summary>
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
