using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Web.Texts;

namespace Imi.Web.Pages.Shared;

/// <summary>The errors of a page, listed at the top with links to the fields.</summary>
/// <param name="Errors">The errors of fields.</param>
/// <param name="Reasons">Other reasons for the refusal, in words.</param>
/// <param name="Form">The form with the fields; null if there is none.</param>
/// <param name="Module">The module that supplies texts; null if there is none.</param>
internal sealed record ErrorSummary(IReadOnlyList<FieldError> Errors, IReadOnlyList<string> Reasons, Form? Form, PolicyModule? Module)
{
    /// <summary>Returns the address of a field; by default its anchor on the current page.</summary>
    public Func<string, string> Href { get; init; } = path => $"#{FormInput.IdOf(path)}";

    /// <summary>A second form on the page: the procedure's form, if an action amends it; otherwise null.</summary>
    public Form? Amended { get; init; }

    /// <summary>No errors.</summary>
    public static ErrorSummary Nothing { get; } = new([], [], null, null);

    /// <summary>Returns the summary of an operation on the registry that did not succeed; a conflict asks to save again.</summary>
    public static ErrorSummary Of(Outcome outcome, PageTexts texts) =>
        new(
            outcome.Errors,
            outcome.Kind == OutcomeKind.Conflict
                ? [texts["errors.entry-changed"]]
                : [.. outcome.Reasons.Select(reason => texts.Reason(reason, new Dictionary<Guid, Authority>(), new Dictionary<Guid, string>()))],
            null,
            null
        );

    /// <summary>Returns the lines of the summary.</summary>
    public IEnumerable<(string Path, string Label, string Text, string Href)> Lines(PageTexts texts) =>
        Errors.Select(error => (error.Field, Label(error.Field, texts), texts.Error(error, Module), Href(error.Field)));

    private string Label(string path, PageTexts texts)
    {
        var parts = path.Split('.');
        var element = Form?.Elements.GetValueOrDefault(parts[0]) ?? Amended?.Elements.GetValueOrDefault(parts[0]);
        if (element is null)
            return texts.Has($"fields.{parts[0]}") ? texts[$"fields.{parts[0]}"] : path;
        var label = Module?.Texts.Find($"{element.TextKey}.label", texts.Language) ?? path;
        return element is FieldGroup group && parts.Length == 3
            ? $"{Module?.Texts.Find($"{group.TextKey}.item", texts.Language)} {int.Parse(parts[1], texts.Culture) + 1}, "
                + $"{Module?.Texts.Find($"{group.TextKey}.fields.{parts[2]}.label", texts.Language)}"
            : label;
    }
}
