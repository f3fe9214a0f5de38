namespace Imi.Web.SignIn;

/// <summary>Names browsers in words that users know: product and operating system.</summary>
internal static class UserAgents
{
    /// <summary>Signatures of browsers. A browser that also names others comes before them.</summary>
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    /// <summary>Names the browser of a user agent; empty if unknown.</summary>
    public static string NameOf(string userAgent) => string.Join(" · ", new[] { Find(Browsers, userAgent), Find(Systems, userAgent) }.OfType<string>());

    private static string? Find((string Sign, string Name)[] known, string userAgent)
    {
        foreach (var (sign, name) in known)
        {
            if (userAgent.Contains(sign, StringComparison.Ordinal))
                return name;
        }

        return null;
    }
}
