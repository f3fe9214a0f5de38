namespace Imi.Web.SignIn;

/// <summary>Says a browser in words that its user knows: what it is called, and on what it runs.</summary>
internal static class UserAgents
{
    /// <summary>Browsers by what they say; one that says others' names too stands before them.</summary>
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

    /// <summary>Names a browser; empty where it does not say.</summary>
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
