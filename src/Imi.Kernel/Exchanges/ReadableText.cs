using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;

namespace Imi.Kernel.Exchanges;

/// <summary>A text in an exchange that a person may read, with its place.</summary>
/// <param name="Field">The field of the form; null for a text outside of forms.</param>
/// <param name="Form">The name of the form; empty for a text outside of forms.</param>
/// <param name="TitleKey">The key of its title in the platform's texts; empty for a field.</param>
/// <param name="Text">The text.</param>
internal sealed record ReadableText(Field? Field, string Form, string TitleKey, string Text)
{
    /// <summary>The key of the title of the exchange's number.</summary>
    public const string Number = "search.place.number";

    /// <summary>The key of the title of a message.</summary>
    public const string Message = "search.place.message";

    /// <summary>The key of the title of the name of a file.</summary>
    public const string File = "search.place.file";

    /// <summary>The stored translation of which this is the text; null for what a person wrote.</summary>
    public StoredTranslation? Translation { get; init; }

    /// <summary>The title of the place in a language.</summary>
    public string TitleIn(PolicyModule module, PlatformTexts texts, string language)
    {
        var title = Field is null ? texts.Get(TitleKey, language) : module.Texts.Find($"{Field.TextKey}.label", language) ?? Field.Name;
        return Translation is null
            ? title
            : texts.Get(
                Translation.IsCorrected ? "search.place.corrected-translation" : "search.place.translation",
                language,
                ("title", title),
                ("language", texts.Get($"languages.{Translation.Target}", language))
            );
    }
}
