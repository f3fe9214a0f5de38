using System.Globalization;
using System.Net;
using System.Text;
using Imi.Kernel.Foundation.Texts.Rules;

namespace Imi.Kernel.Foundation.Texts;

/// <summary>Checks addresses of web pages: http or https, with a host name and without user name and password.</summary>
public static class WebAddresses
{
    /// <summary>The maximum length of an address.</summary>
    public const int Longest = 2000;

    /// <summary>Finds the first fault in a cleaned address; null if it is valid.</summary>
    public static TextFault? FaultIn(string text)
    {
        if (EmailAddresses.SpaceIn(text) is { } space)
            return space;
        if (TextRules.FaultInLine(text) is { } fault)
            return fault;
        if (SchemeOf(text) is not { } scheme)
            return TextFault.Of("validation.web-no-scheme");
        if (scheme is not ("http" or "https"))
            return TextFault.Of("validation.web-scheme", ("scheme", scheme));
        var start = scheme.Length + "://".Length;
        var end = text.AsSpan(start).IndexOfAny("/?#\\") is var found and >= 0 ? start + found : text.Length;
        var authority = text[start..end];
        if (end < text.Length && text[end] == '\\')
            return TextFault.Of("validation.character", ("character", "\\"), ("position", Position(text, end)));
        if (authority.Contains('@', StringComparison.Ordinal))
            return TextFault.Of("validation.web-user");
        if (FaultInAuthority(authority, Position(text, start) - 1) is { } wrong)
            return wrong;
        if (FaultInPath(text, end) is { } character)
            return character;
        if (text.Length > Longest)
            return TextFault.Of("validation.too-long", ("length", text.Length), ("most", Longest));
        return Uri.TryCreate(text, UriKind.Absolute, out _) ? null : TextFault.Of("validation.not-a-web-address", ("text", text));
    }

    /// <summary>Formats an address for display: if its host name has an ASCII and a Unicode form, the other one follows in brackets.</summary>
    public static string Shown(string text)
    {
        if (SchemeOf(text) is not { } scheme)
            return text;
        var rest = text[(scheme.Length + "://".Length)..];
        var end = rest.IndexOfAny(['/', '?', '#', ':']);
        return HostNames.WithOtherForm(text, end < 0 ? rest : rest[..end]);
    }

    /// <summary>The scheme before <c>://</c>, in lower case; null if there is none.</summary>
    private static string? SchemeOf(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        return end > 0 && text.AsSpan(0, end).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.") < 0
            ? text[..end].ToLowerInvariant()
            : null;
    }

    private static TextFault? FaultInAuthority(string authority, int before)
    {
        var colon = authority.IndexOf(':', StringComparison.Ordinal);
        var host = colon < 0 ? authority : authority[..colon];
        if (host.Length == 0)
            return TextFault.Of("validation.web-no-host");
        if (!IsNumbered(host) && HostNames.FaultIn(host, before) is { } wrong)
            return wrong;
        if (colon < 0)
            return null;
        var port = authority[(colon + 1)..];
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535
            ? null
            : TextFault.Of("validation.web-port", ("port", port));
    }

    /// <summary>Whether a host is an IPv4 address.</summary>
    private static bool IsNumbered(string host) => host.Count(character => character == '.') == 3 && IPAddress.TryParse(host, out _);

    /// <summary>Finds the first character that browsers change or reject in path, query or fragment; null if there is none.</summary>
    private static TextFault? FaultInPath(string text, int start)
    {
        for (var index = start; index < text.Length; index++)
        {
            if (text[index] is '<' or '>' or '"' or '\\')
                return TextFault.Of("validation.character", ("character", text[index].ToString()), ("position", Position(text, index)));
        }

        return null;
    }

    private static int Position(string text, int index) => text[..index].EnumerateRunes().Count() + 1;
}
