namespace Imi.Kernel.Definitions.Modules;

/// <summary>A form: sections of fields and repeatable groups.</summary>
/// <param name="Name">Its name in the module.</param>
/// <param name="Sections">The sections in order.</param>
public sealed record Form(string Name, IReadOnlyList<FormSection> Sections)
{
    private readonly Lazy<IReadOnlyDictionary<string, FormElement>> _elements = new(() =>
        Sections.SelectMany(section => section.Elements).ToDictionary(element => element.Name, StringComparer.Ordinal)
    );

    /// <summary>The fields of special categories, and the fields that ask for their grounds.</summary>
    public IEnumerable<Field> SpecialFields => Elements.Values.OfType<Field>().Where(one => one.Special is not null || one.GroundOf is not null);

    /// <summary>All fields and groups by name, without the fields inside groups.</summary>
    public IReadOnlyDictionary<string, FormElement> Elements => _elements.Value;
}

/// <summary>A section of a form.</summary>
/// <param name="Name">Its name, or the name of its block.</param>
/// <param name="TextKey">The key prefix of its texts: <c>forms.NAME.sections.SECTION</c> or <c>blocks.BLOCK</c>.</param>
/// <param name="Elements">Fields and groups in order.</param>
/// <param name="IsBlock">Whether it is a block that forms share.</param>
public sealed record FormSection(string Name, string TextKey, IReadOnlyList<FormElement> Elements, bool IsBlock);

/// <summary>An element of a section: a field or a repeatable group of fields.</summary>
/// <param name="Name">Its name, unique in the form.</param>
/// <param name="TextKey">The key prefix of its texts, such as <c>blocks.provider.fields.providerName</c>.</param>
public abstract record FormElement(string Name, string TextKey)
{
    /// <summary>When it is shown; null for always. Answers to hidden elements are not stored.</summary>
    public Condition? VisibleWhen { get; init; }

    /// <summary>All its conditions, without those of the fields in a group.</summary>
    public virtual IEnumerable<Condition> Conditions => VisibleWhen is { } visible ? [visible] : [];
}
