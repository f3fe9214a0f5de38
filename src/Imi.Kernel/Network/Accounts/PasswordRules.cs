using System.Globalization;
using Imi.Kernel.Network.Accounts.SignIn;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// Checks new passwords (OWASP ASVS 4.0, V2.1): 12 to 128 characters of any kind; no breached or easily guessed password, and none with the name of
/// the person or the platform. No composition rules and no expiry.
/// </summary>
public sealed class PasswordRules(AccountSettings settings)
{
    /// <summary>The minimum number of characters.</summary>
    public const int Shortest = 12;

    /// <summary>The maximum number of characters.</summary>
    public const int Longest = 128;

    private const int ShortestWord = 4;
    private const int Judged = 64; // Limits the time of the estimate; longer passwords are judged by their beginning.
    private const int Enough = 3; // Of 4: withstands 100 million guesses.
    private static readonly string[] OfThePlatform = ["imiplatform", "internalmarket"];

    /// <summary>The problem with a password for a person; null if acceptable.</summary>
    public PasswordProblem? Check(string password, ImiUser person)
    {
        var length = new StringInfo(password).LengthInTextElements;
        if (length < Shortest)
            return new PasswordProblem("account.password.too-short", "count", Shortest);
        if (password.Length > Longest)
            return new PasswordProblem("account.password.too-long", "count", Longest);
        var own = WordsOf(person);
        var folded = Letters(password);
        if (own.Concat(OfThePlatform).FirstOrDefault(word => folded.Contains(word, StringComparison.Ordinal)) is { } named)
            return new PasswordProblem("account.password.names", "word", named);
        var isKnown =
            Zxcvbn.Zxcvbn.MatchPassword(password.Length > Judged ? password[..Judged] : password, own).Score < Enough
            || (settings.BreachedPasswords is { } breached && BreachedPasswords.Contains(breached, password));
        return isKnown ? new PasswordProblem("account.password.known", "", null) : null;
    }

    private static List<string> WordsOf(ImiUser person) =>
        [
            .. ((string[])[.. person.UserName.Split('.', '-'), .. person.Name.Split(' ', '-'), .. person.Email.Split('@')[0].Split('.', '-', '_', '+')])
                .Select(Letters)
                .Where(word => word.Length >= ShortestWord)
                .Distinct(StringComparer.Ordinal),
        ];

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}

/// <summary>The reason why a password is not acceptable.</summary>
/// <param name="TextKey">The key of the platform's text.</param>
/// <param name="Name">The name of its placeholder; empty if there is none.</param>
/// <param name="Value">The value of the placeholder.</param>
public sealed record PasswordProblem(string TextKey, string Name, object? Value);
