namespace Imi.Kernel.Definitions.Modules.Reading;

/// <summary>Reads the keywords that describe what a module's authorities are competent for.</summary>
internal static class KeywordDefinitions
{
    public const string File = "keywords.yaml";

    /// <summary>Reads the keywords; empty if there is no file.</summary>
    public static IReadOnlyList<string> Read(DefinitionFiles files)
    {
        if (!files.Has(File) || files.Root(File) is not { } root)
            return [];
        var keywords = new List<string>();
        foreach (var item in root.Need("keywords")?.Items() ?? [])
        {
            var keyword = item.Text();
            if (keyword.Length > 0 && !FormDefinitions.IsName(keyword))
                item.Wrong($"'{keyword}' is not a valid keyword name: names are lower case with hyphens, at most 60 characters, such as online-gambling.");
            else if (keywords.Contains(keyword))
                item.Wrong($"The keyword '{keyword}' appears twice.");
            keywords.Add(keyword);
        }

        root.NothingElse();
        return keywords;
    }
}
