using System.Globalization;
using Imi.Kernel.Network.Accounts.SignIn;

namespace Imi.Kernel.Network.Accounts;

/// <summary>
/// What a password has to be (OWASP ASVS 4.0, V2.1): 12 to 128 characters of any kind, as they are typed; none that is found in
/// lists of used ones, none that names the person or the platform. No rules of composition, no end of validity.
/// </summary>
public sealed class PasswordRules(AccountSettings settings)
{
    /// <summary>The fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>The most characters.</summary>
    public const int Longest = 128;

    private const int ShortestWord = 4;
    private const int Judged = 64; // The estimate takes longer the longer the password; what is long enough has been judged by then.
    private const int Enough = 3; // Of 4: more than 100 million tries.
    private static readonly string[] OfThePlatform = ["imiplatform", "internalmarket"];

    /// <summary>What is wrong with a password for a person; null where nothing is.</summary>
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

/// <summary>Why a password is not taken.</summary>
/// <param name="TextKey">The platform's text that says it.</param>
/// <param name="Name">What its placeholder is called; empty where it has none.</param>
/// <param name="Value">What stands there.</param>
public sealed record PasswordProblem(string TextKey, string Name, object? Value);
