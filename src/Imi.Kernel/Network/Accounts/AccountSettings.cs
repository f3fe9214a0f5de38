using System.Globalization;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Accounts.SignIn;
using Microsoft.Extensions.Configuration;

namespace Imi.Kernel.Network.Accounts;

/// <summary>How people come to their accounts.</summary>
/// <param name="PublicAddress">What e-mails link to, without a slash at its end.</param>
/// <param name="BreachedPasswords">A file of SHA-1 hashes of passwords that were found in breaches, sorted; null for none.</param>
/// <param name="LongestTokenDays">The most days for which a token for the HTTP API may be made.</param>
public sealed record AccountSettings(string PublicAddress, string? BreachedPasswords, int LongestTokenDays = AccountSettings.DefaultLongestTokenDays)
{
    /// <summary>The setting that says for how many days a token may be made at most.</summary>
    public const string LongestTokenDaysSetting = "Imi:Api:LongestTokenDays";

    /// <summary>For how many days a token may be made unless the setting says otherwise.</summary>
    public const int DefaultLongestTokenDays = 366;

    private const int MostTokenDays = 3660;

    /// <summary>The setting that says what e-mails link to.</summary>
    public const string PublicAddressSetting = "Imi:PublicAddress";

    /// <summary>The setting that names the file of breached passwords.</summary>
    public const string BreachedPasswordsSetting = "Imi:SignIn:BreachedPasswords";

    /// <summary>Where the platform serves, and what it links to, unless it is told otherwise.</summary>
    public const string DefaultAddress = "http://localhost:5080";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ConfigurationProblem">A setting is wrong.</exception>
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
