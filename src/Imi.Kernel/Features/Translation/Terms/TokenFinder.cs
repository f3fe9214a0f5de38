namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>Finds everything in a text that must survive an engine.</summary>
internal static class TokenFinder
{
    /// <summary>Finds the tokens in their order; they do not overlap. Where two kinds compete, the more specific one wins.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">The language of the text.</param>
    /// <param name="names">Names that stay as they are.</param>
    /// <param name="glossary">The terms with a fixed translation.</param>
    public static IReadOnlyList<FoundToken> In(string text, string language, TermList names, TermList glossary)
    {
        var isTaken = new bool[text.Length];
        List<FoundToken> found = [];
        Add(LiteralFinder.AddressesIn(text));
        Add(LiteralFinder.ExchangeNumbersIn(text));
        Add(names.In(text));
        Add(ProvisionFinder.In(text, language));
        Add(DateFinder.In(text, language));
        Add(AmountFinder.In(text, language));
        Add(glossary.In(text));
        Add(LiteralFinder.NumbersIn(text));
        return [.. found.OrderBy(token => token.Start)];

        void Add(IEnumerable<FoundToken> tokens)
        {
            foreach (var token in tokens)
            {
                var place = isTaken.AsSpan(token.Start, token.Length);
                if (place.Contains(true))
                    continue;
                place.Fill(true);
                found.Add(token);
            }
        }
    }
}
