using System.Globalization;
using System.Text;

namespace Imi.Modules.Contracts;

/// <summary>Compares the persons or companies that two forms describe by a name and web addresses.</summary>
public static class PartyComparison
{
    /// <summary>
    /// Whether both forms give the same name, or a common web address: the same site, or the same page of a site that others use too. In names, letter case,
    /// accents, spaces and punctuation do not matter; in addresses, letter case, scheme, <c>www.</c>, query and fragment do not matter. Missing answers
    /// are never the same.
    /// </summary>
    /// <param name="one">The answers to one form.</param>
    /// <param name="other">The answers to the other form.</param>
    /// <param name="nameField">The field of both forms that has the name.</param>
    /// <param name="addressesField">The field of both forms that has the web addresses.</param>
    public static bool IsSame(Answers one, Answers other, string nameField, string addressesField)
    {
        var addresses = Addresses(other, addressesField).ToList();
        return Addresses(one, addressesField).Any(address => addresses.Exists(second => IsWithin(address, second) || IsWithin(second, address)))
            || (Name(one, nameField) is { Length: > 0 } name && name == Name(other, nameField));
    }

    /// <summary>Whether an address lies below another, such as <c>https://shop.example/offers</c> below <c>https://shop.example</c>.</summary>
    private static bool IsWithin(string address, string other) => address.StartsWith(other, StringComparison.Ordinal);

    /// <summary>The web addresses without scheme, <c>www.</c>, query and fragment, each with a slash at its end.</summary>
    private static IEnumerable<string> Addresses(Answers answers, string field) =>
        answers
            .Texts(field)
            .Select(text => Uri.TryCreate(text, UriKind.Absolute, out var address) ? $"{address.IdnHost}{address.AbsolutePath}".TrimEnd('/') + "/" : "")
            .Where(address => address.Length > 1)
            .Select(address => address.ToLowerInvariant())
            .Select(address => address.StartsWith("www.", StringComparison.Ordinal) ? address[4..] : address);

    private static string Name(Answers answers, string field) =>
        string.Concat(
            answers
                .Text(field)
                .Normalize(NormalizationForm.FormD)
                .Where(letter => char.IsLetterOrDigit(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                .Select(char.ToLowerInvariant)
        );
}
