namespace Imi.Kernel.Network.Directory;

/// <summary>The names of an authority, as shown in lists.</summary>
/// <param name="Id">The authority.</param>
/// <param name="Country">Its country's code.</param>
/// <param name="InformalTitle">An informal title in English.</param>
/// <param name="Names">The official names: language and name.</param>
public sealed record AuthorityLabel(Guid Id, string Country, string InformalTitle, IReadOnlyList<KeyValuePair<string, string>> Names)
{
    /// <summary>Returns the label of an authority that is loaded with its names.</summary>
    internal static AuthorityLabel Of(Authority authority) =>
        new(
            authority.Id,
            authority.Country,
            authority.InformalTitle,
            [.. authority.Names.OrderBy(name => name.Language, StringComparer.Ordinal).Select(name => KeyValuePair.Create(name.Language, name.Name))]
        );

    /// <summary>The name for a reader: in the reader's language if the authority has one, otherwise the first of its names.</summary>
    public string NameFor(string language)
    {
        foreach (var (known, name) in Names)
        {
            if (known == language)
                return name;
        }

        return Names.Count > 0 ? Names[0].Value : InformalTitle;
    }
}
