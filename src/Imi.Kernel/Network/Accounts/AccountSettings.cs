using System.Globalization;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.Extensions.Configuration;

namespace Imi.Kernel.Network.Accounts;

/// <summary>The settings for accounts and sign-in.</summary>
/// <param name="PublicAddress">The base address of links in e-mails, without a trailing slash.</param>
/// <param name="BreachedPasswords">The path of a sorted file with SHA-1 hashes of breached passwords; null for none.</param>
/// <param name="LongestTokenDays">The maximum validity of a token for the HTTP API, in days.</param>
public sealed record AccountSettings(string PublicAddress, string? BreachedPasswords, int LongestTokenDays = AccountSettings.DefaultLongestTokenDays)
{
    /// <summary>The name of the setting for the maximum validity of a token, in days.</summary>
    public const string LongestTokenDaysSetting = "Imi:Api:LongestTokenDays";

    /// <summary>The default maximum validity of a token, in days.</summary>
    public const int DefaultLongestTokenDays = 366;

    private const int MostTokenDays = 3660;

    /// <summary>The name of the setting for the base address of links in e-mails.</summary>
    public const string PublicAddressSetting = "Imi:PublicAddress";

    /// <summary>The name of the setting for the file of breached passwords.</summary>
    public const string BreachedPasswordsSetting = "Imi:SignIn:BreachedPasswords";

    /// <summary>The default address at which the platform listens, and for links in e-mails.</summary>
    public const string DefaultAddress = "http://localhost:5080";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationProblem">A setting is invalid.</exception>
    public static AccountSettings Read(IConfiguration configuration) =>
        new(Address(configuration[PublicAddressSetting]), File(configuration[BreachedPasswordsSetting]), Days(configuration[LongestTokenDaysSetting]));

    private static int Days(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return DefaultLongestTokenDays;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= MostTokenDays
            ? days
            : throw new ConfigurationProblem($"{LongestTokenDaysSetting} is '{text}', but has to be a number of days from 1 to {MostTokenDays}.");
    }

    private static string Address(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return DefaultAddress;
        return Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? text.Trim().TrimEnd('/')
            : throw new ConfigurationProblem($"{PublicAddressSetting} is '{text}', but has to be an address such as https://imi.example.");
    }

    private static string? File(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
            return null;
        return System.IO.File.Exists(path)
            ? Path.GetFullPath(path)
            : throw new ConfigurationProblem($"{BreachedPasswordsSetting} is '{path}', but there is no such file.");
    }
}
