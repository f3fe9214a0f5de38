using System.Globalization;
using System.Net;
using System.Text;
using Imi.Kernel.Foundation.Texts.Rules;

namespace Imi.Kernel.Foundation.Texts;

/// <summary>Addresses of web pages: https or http, a server's name, without passwords.</summary>
public static class WebAddresses
{
    /// <summary>The longest address.</summary>
    public const int Longest = 2000;

    /// <summary>What is wrong with a cleaned address; null where nothing is.</summary>
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

    /// <summary>An address for a reader: where its server's name has letters beyond ASCII, how computers write it stands beside it, and the other way round.</summary>
    public static string Shown(string text)
    {
        if (SchemeOf(text) is not { } scheme)
            return text;
        var rest = text[(scheme.Length + "://".Length)..];
        var end = rest.IndexOfAny(['/', '?', '#', ':']);
        return HostNames.WithOtherForm(text, end < 0 ? rest : rest[..end]);
    }

    /// <summary>What stands before <c>://</c>, in small letters; null where nothing does.</summary>
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

    /// <summary>Whether a server is named by its IPv4 address.</summary>
    private static bool IsNumbered(string host) => host.Count(character => character == '.') == 3 && IPAddress.TryParse(host, out _);

    /// <summary>The first character of path, query and fragment that no address has: browsers change or refuse it.</summary>
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
