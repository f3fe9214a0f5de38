using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Formats and parses the list of personal data that a view showed, for the journal: names of fields, never their answers (Regulation (EU) 2018/1725,
/// Article 88: logs name the data that were consulted).
/// </summary>
internal static class ShownFields
{
    /// <summary>The prefix of the list in the detail of a journal entry.</summary>
    public const string Prefix = " shown:";

    /// <summary>The item for messages that were shown.</summary>
    public const string Messages = "messages";

    /// <summary>The item for names of files that were shown.</summary>
    public const string Files = "files";

    /// <summary>Returns the list with its prefix for a view of an exchange; empty if it showed no personal data.</summary>
    public static string Of(ExchangeDetails details)
    {
        var shown = details
            .Form.SelectMany(section => Personal(section, details.Procedure.Form.Name))
            .Concat(details.ActionContents.SelectMany(content => content.Sections.SelectMany(section => Personal(section, content.Form.Name))))
            .Concat(details.Messages.Count > 0 ? [Messages] : [])
            .Concat(details.Files.Count > 0 ? [Files] : [])
            .Distinct(StringComparer.Ordinal);
        var list = string.Join(',', shown);
        return list.Length == 0 ? "" : $"{Prefix}{list}";
    }

    /// <summary>Returns the list with its prefix for answers shown for correction, or for a message if <paramref name="form"/> is null.</summary>
    public static string Of(Form? form, Answers answers)
    {
        if (form is null)
            return $"{Prefix}{Messages}";
        var shown = form.Elements.Values.SelectMany(element =>
            element switch
            {
                Field { IsPersonal: true, Special: null } field when answers.Has(field.Name) => [field.Name],
                FieldGroup group => group
                    .Fields.Where(field => field.IsPersonal && answers.Items(group.Name).Any(item => item.Has(field.Name)))
                    .Select(field => field.Name),
                _ => Enumerable.Empty<string>(),
            }
        );
        var list = string.Join(',', shown.Select(name => $"{form.Name}.{name}"));
        return list.Length == 0 ? "" : $"{Prefix}{list}";
    }

    /// <summary>Returns the list with its prefix for texts that a list showed; empty if they hold no personal data.</summary>
    public static string Of(IEnumerable<ReadableText> texts)
    {
        var shown = texts.Select(text =>
            text switch
            {
                { Field.IsPersonal: true } => $"{text.Form}.{text.Field.Name}",
                { TitleKey: ReadableText.Message } => Messages,
                { TitleKey: ReadableText.File } => Files,
                _ => null,
            }
        );
        var list = string.Join(',', shown.OfType<string>().Distinct(StringComparer.Ordinal));
        return list.Length == 0 ? "" : $"{Prefix}{list}";
    }

    /// <summary>Parses the list in the detail of a journal entry: <c>FORM.FIELD</c>, messages, files; null if there is none.</summary>
    public static IReadOnlyList<string>? In(string detail)
    {
        var at = detail.IndexOf(Prefix, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var rest = detail[(at + Prefix.Length)..];
        var end = rest.IndexOf(' ', StringComparison.Ordinal);
        return (end < 0 ? rest : rest[..end]).Split(',');
    }

    private static IEnumerable<string> Personal(FormSectionView section, string form) =>
        section
            .Elements.SelectMany(element =>
                element switch
                {
                    FieldView field => [field],
                    GroupView group => group.Items.SelectMany(item => item.Fields),
                    _ => Enumerable.Empty<FieldView>(),
                }
            )
            .Where(field => field.Field is { IsPersonal: true, Special: null } && field.HasAnswer && !field.IsHidden)
            .Select(field => $"{form}.{field.Field.Name}");
}
