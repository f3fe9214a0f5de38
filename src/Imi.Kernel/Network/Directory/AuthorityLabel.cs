namespace Imi.Kernel.Network.Directory;

/// <summary>What an authority is called: all that a list shows of it.</summary>
/// <param name="Id">The authority.</param>
/// <param name="Country">Its country's code.</param>
/// <param name="InformalTitle">What it is called in English, informally.</param>
/// <param name="Names">Its official names: language and name.</param>
public sealed record AuthorityLabel(Guid Id, string Country, string InformalTitle, IReadOnlyList<KeyValuePair<string, string>> Names)
{
    /// <summary>Its name for a reader: in the reader's language if it is one of its own, else in its first own language.</summary>
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
