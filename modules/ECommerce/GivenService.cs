using System.Globalization;
using System.Text;
using Imi.Modules.Contracts;

namespace Imi.Modules.ECommerce;

/// <summary>Compares the given information society services (Directive 2000/31/EC, Article 3(4)(a)(ii)) that two forms describe.</summary>
internal static class GivenService
{
    /// <summary>
    /// Whether both name the same provider, or a common web address: the same site, or the same page of a site that others use too. Letter case, accents,
    /// spaces and <c>www.</c> do not matter.
    /// </summary>
    public static bool IsSame(Answers one, Answers other) =>
        Addresses(one).Any(address => Addresses(other).Any(second => IsWithin(address, second) || IsWithin(second, address)))
        || (Provider(one) is { Length: > 0 } provider && provider == Provider(other));

    /// <summary>Whether an address lies below another, such as <c>https://shop.example/offers</c> below <c>https://shop.example</c>.</summary>
    private static bool IsWithin(string address, string other) => address.StartsWith(other, StringComparison.Ordinal);

    /// <summary>The web addresses without scheme, <c>www.</c>, query and fragment, each with a slash at its end.</summary>
    private static IEnumerable<string> Addresses(Answers answers) =>
        answers
            .Texts("webAddresses")
            .Select(text => Uri.TryCreate(text, UriKind.Absolute, out var address) ? $"{address.IdnHost}{address.AbsolutePath}".TrimEnd('/') + "/" : "")
            .Where(address => address.Length > 1)
            .Select(address => address.ToLowerInvariant())
            .Select(address => address.StartsWith("www.", StringComparison.Ordinal) ? address[4..] : address);

    private static string Provider(Answers answers) =>
        string.Concat(
            answers
                .Text("providerName")
                .Normalize(NormalizationForm.FormD)
                .Where(letter => char.IsLetterOrDigit(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                .Select(char.ToLowerInvariant)
        );
}
