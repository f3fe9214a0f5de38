using System.Globalization;
using System.Text;

namespace Imi.Kernel.Foundation.Texts.Rules;

/// <summary>Checks and converts host names between Unicode and ASCII (IDNA, Punycode).</summary>
internal static class HostNames
{
    private const string Prefix = "xn--";
    private static readonly IdnMapping Mapping = new() { UseStd3AsciiRules = false, AllowUnassigned = false };

    /// <summary>Converts a host name to ASCII; null if it has no ASCII form.</summary>
    public static string? Ascii(string host)
    {
        try
        {
            return Mapping.GetAscii(host).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Converts a host name to Unicode; unchanged if that is not a valid host name.</summary>
    public static string Written(string host)
    {
        if (!host.Contains(Prefix, StringComparison.OrdinalIgnoreCase))
            return host;
        try
        {
            var written = Mapping.GetUnicode(host.ToLowerInvariant());
            return FaultIn(written, 0) is null ? written : host;
        }
        catch (ArgumentException)
        {
            return host;
        }
    }

    /// <summary>Appends the other form of the host name to a text, in brackets, if it differs.</summary>
    public static string WithOtherForm(string text, string host)
    {
        var other = host.Contains(Prefix, StringComparison.OrdinalIgnoreCase) ? Written(host) : Ascii(host) ?? host;
        return string.Equals(other, host, StringComparison.OrdinalIgnoreCase) ? text : $"{text} ({other})";
    }

    /// <summary>Finds the first fault in a host name; null if it is valid.</summary>
    /// <param name="host">The host name.</param>
    /// <param name="before">The number of characters before it in the whole text, to report positions.</param>
    public static TextFault? FaultIn(string host, int before)
    {
        var position = before;
        foreach (var rune in host.EnumerateRunes())
        {
            position++;
            if (!Rune.IsLetterOrDigit(rune) && rune.Value is not ('-' or '.' or '_') && !Characters.IsMark(rune) && !Characters.IsJoiner(rune))
                return TextFault.Of("validation.character", ("character", rune.ToString()), ("position", position));
        }

        var labels = host.Split('.');
        if (
            labels.Length < 2
            || labels.Any(label => label.Length == 0 || label[0] == '-' || label[^1] == '-')
            || Ascii(host) is not { } ascii
            || ascii.Split('.') is var written && (written.Any(label => label.Length is 0 or > 63) || written[^1].All(char.IsAsciiDigit))
            || ascii.Length > 253
        )
        {
            return TextFault.Of("validation.host", ("host", host));
        }

        return MixedIn(labels, before);
    }

    /// <summary>Finds the first letter from another alphabet than the earlier letters of the same label; null if there is none.</summary>
    private static TextFault? MixedIn(string[] labels, int before)
    {
        foreach (var label in labels)
        {
            var written = label.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? Decoded(label) : label;
            var alphabet = Characters.Alphabet.None;
            var position = before;
            foreach (var rune in written.EnumerateRunes())
            {
                position++;
                var own = Characters.AlphabetOf(rune);
                if (own == Characters.Alphabet.None)
                    continue;
                if (alphabet != Characters.Alphabet.None && own != alphabet)
                    return TextFault.Of(
                        "validation.mixed-alphabets",
                        ("character", rune.ToString()),
                        ("code", Characters.CodeOf(rune)),
                        ("position", position)
                    );
                alphabet = own;
            }

            before += label.EnumerateRunes().Count() + 1;
        }

        return null;
    }

    private static string Decoded(string label)
    {
        try
        {
            return Mapping.GetUnicode(label.ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return label;
        }
    }
}
