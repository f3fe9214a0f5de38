using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// Which personal data a look at an exchange really showed, as the journal notes it: names of fields, never what stands in them
/// (Regulation (EU) 2018/1725, Article 88: logs name what was consulted).
/// </summary>
internal static class ShownFields
{
    /// <summary>What comes before the list in an entry's detail.</summary>
    public const string Prefix = " shown:";

    /// <summary>Messages that were shown.</summary>
    public const string Messages = "messages";

    /// <summary>Names of files that were shown.</summary>
    public const string Files = "files";

    /// <summary>The list with its prefix; empty where nothing personal was shown.</summary>
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

    /// <summary>The same of answers that somebody is shown to correct them.</summary>
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

    /// <summary>The list in an entry's detail: <c>FORM.FIELD</c>, messages, files; null where the entry has none.</summary>
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
