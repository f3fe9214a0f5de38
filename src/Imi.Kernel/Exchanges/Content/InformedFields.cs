using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges.Content;

/// <summary>The fields of one form that an action shows to other countries. Confidential fields and special categories are never among them.</summary>
internal sealed class InformedFields
{
    private InformedFields(Form form, Func<Field, bool> isShown) =>
        Fields = form
            .Elements.Values.SelectMany(element => element is FieldGroup group ? group.Fields : [(Field)element])
            .Where(field => field is { IsConfidential: false, Special: null, GroundOf: null } && isShown(field))
            .ToHashSet();

    /// <summary>The fields.</summary>
    public IReadOnlySet<Field> Fields { get; }

    /// <summary>Returns the fields of an exchange's own form: only those that the definition names.</summary>
    public static InformedFields OfExchange(Form form, IReadOnlySet<string> named) =>
        new(form, field => named.Contains(field.Name) && form.Elements.GetValueOrDefault(field.Name) is Field);

    /// <summary>Returns the fields of the form that an action asks: all without personal data, and those that the definition names.</summary>
    public static InformedFields OfAction(Form form, ActionDefinition action) =>
        new(form, field => !field.IsPersonal || (action.Shows.Contains(field.Name) && form.Elements.GetValueOrDefault(field.Name) is Field));

    /// <summary>Selects the answers to the fields.</summary>
    public Answers Among(Form form, Answers answers)
    {
        var shown = answers.Only(name =>
            form.Elements.GetValueOrDefault(name) switch
            {
                Field field => Fields.Contains(field),
                FieldGroup group => group.Fields.Any(Fields.Contains),
                _ => false,
            }
        );
        foreach (var group in form.Elements.Values.OfType<FieldGroup>().Where(group => shown.Has(group.Name)))
        {
            shown = shown.With(
                group.Name,
                shown.Items(group.Name).Select(item => item.Only(name => group.Fields.Any(field => field.Name == name && Fields.Contains(field))))
            );
        }

        return shown;
    }

    /// <summary>Selects the answered fields from the view of a form, so that nothing shows that there are others.</summary>
    public static IReadOnlyList<FormSectionView> Answered(IReadOnlyList<FormSectionView> sections) =>
        [
            .. sections
                .Select(section => section with { Elements = [.. section.Elements.Select(Shown).OfType<FormElementView>()] })
                .Where(section => section.Elements.Count > 0),
        ];

    private static FormElementView? Shown(FormElementView element) =>
        element switch
        {
            FieldView { IsHidden: false, HasAnswer: true } => element,
            GroupView group when group with { Items = [.. group.Items.Select(Shown).OfType<GroupItemView>()] } is { Items.Count: > 0 } shown => shown,
            _ => null,
        };

    private static GroupItemView? Shown(GroupItemView item) =>
        item with { Fields = [.. item.Fields.Where(field => field is { IsHidden: false, HasAnswer: true })] } is { Fields.Count: > 0 } shown ? shown : null;
}
