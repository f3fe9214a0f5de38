using Imi.Kernel.Definitions.Authoring.Differences;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Definitions.Authoring;

/// <summary>Describes in sentences what a version of a module changes, because officers decide on rules, not on lines of files.</summary>
public sealed class ModuleDifference(PlatformTexts texts, DefinitionWords words)
{
    /// <summary>Describes the changes from one version to the next.</summary>
    /// <param name="before">The earlier version; null for a new module.</param>
    /// <param name="after">The later version.</param>
    /// <param name="language">The language of the sentences.</param>
    public DifferenceInWords Between(PolicyModule? before, PolicyModule after, string language)
    {
        var writer = new DifferenceWriter(texts, words, before ?? after, after, language);
        if (before is null)
        {
            writer.DescribeNew();
            return new DifferenceInWords(writer.Sentences, []);
        }

        writer.DescribeModule();
        foreach (var (old, now) in writer.Pairs("procedure", before.Procedures, after.Procedures, procedure => procedure.Name))
            writer.DescribeProcedure(old, now);
        foreach (var (old, now) in writer.Pairs("form", before.Forms.Values, after.Forms.Values, form => form.Name))
            writer.DescribeForm(old, now);
        writer.DescribeGuide();
        return new DifferenceInWords(
            writer.Sentences,
            [.. after.Languages.Where(before.Languages.Contains).Select(one => TextsIn(one, before, after)).Where(one => one.Changes.Count > 0)]
        );
    }

    private static TextDifference TextsIn(string language, PolicyModule before, PolicyModule after) =>
        new(
            language,
            [
                .. from key in after.Texts.Keys(language).Order(StringComparer.Ordinal)
                where before.Texts.Has(key, language) && after.Texts.Find(key, language) != before.Texts.Find(key, language)
                select new TextChange(key, before.Texts.Find(key, language)!, after.Texts.Find(key, language)!),
            ]
        );
}

/// <summary>The changes that a version makes to a module.</summary>
/// <param name="Sentences">Changes to the rules, one sentence each.</param>
/// <param name="Texts">Changes to the texts, by language.</param>
public sealed record DifferenceInWords(IReadOnlyList<string> Sentences, IReadOnlyList<TextDifference> Texts)
{
    /// <summary>No changes.</summary>
    public static DifferenceInWords None { get; } = new([], []);

    /// <summary>Whether there are no changes.</summary>
    public bool IsEmpty => Sentences.Count == 0 && Texts.Count == 0;
}

/// <summary>The changed texts of one language.</summary>
public sealed record TextDifference(string Language, IReadOnlyList<TextChange> Changes);

/// <summary>A text before and after a change.</summary>
public sealed record TextChange(string Key, string Before, string After);
