using Imi.Kernel.Definitions.Authoring.Differences;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Definitions.Authoring;

/// <summary>Tells in words what a version of a module changes: an officer decides on sentences, not on lines of files.</summary>
public sealed class ModuleDifference(PlatformTexts texts, DefinitionWords words)
{
    /// <summary>What the later version changes.</summary>
    /// <param name="before">The earlier version; null where there is none.</param>
    /// <param name="after">The later version.</param>
    /// <param name="language">The language of the sentences.</param>
    public DifferenceInWords Between(PolicyModule? before, PolicyModule after, string language)
    {
        var telling = new DifferenceWriter(texts, words, before ?? after, after, language);
        if (before is null)
        {
            telling.TellNew();
            return new DifferenceInWords(telling.Sentences, []);
        }

        telling.TellModule();
        foreach (var (old, now) in telling.Pairs("procedure", before.Procedures, after.Procedures, procedure => procedure.Name))
            telling.TellProcedure(old, now);
        foreach (var (old, now) in telling.Pairs("form", before.Forms.Values, after.Forms.Values, form => form.Name))
            telling.TellForm(old, now);
        telling.TellGuide();
        return new DifferenceInWords(
            telling.Sentences,
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

/// <summary>What a version of a module changes.</summary>
/// <param name="Sentences">Its rules, sentence by sentence.</param>
/// <param name="Texts">Its texts, language by language.</param>
public sealed record DifferenceInWords(IReadOnlyList<string> Sentences, IReadOnlyList<TextDifference> Texts)
{
    /// <summary>Nothing changes.</summary>
    public static DifferenceInWords None { get; } = new([], []);

    /// <summary>Whether nothing changes.</summary>
    public bool IsEmpty => Sentences.Count == 0 && Texts.Count == 0;
}

/// <summary>Changed texts of a language.</summary>
public sealed record TextDifference(string Language, IReadOnlyList<TextChange> Changes);

/// <summary>A changed text.</summary>
public sealed record TextChange(string Key, string Before, string After);
