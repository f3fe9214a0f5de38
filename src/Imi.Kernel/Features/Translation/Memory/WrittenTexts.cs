using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>
/// Finds the texts that machine translation may process: long texts and messages. Confidential fields (Regulation (EU) No 1024/2012, Article 10) and special
/// categories of data (Article 16) never leave the platform.
/// </summary>
internal static class WrittenTexts
{
    /// <summary>The texts of an exchange, each once.</summary>
    public static IReadOnlyList<WrittenText> In(ExchangeContext context)
    {
        var documents = context.Documents;
        var form = documents.LastOrDefault(document => document.Kind == ContentKind.Form);
        return
        [
            .. documents
                .Where(document => document == form || document.Kind is ContentKind.Action or ContentKind.Message)
                .SelectMany(document => TextsOf(document, context).Select(text => new WrittenText(document.Language, text)))
                .Distinct(),
        ];
    }

    /// <summary>The texts that a person sees of an exchange, each once.</summary>
    public static IReadOnlyList<WrittenText> In(ExchangeDetails details) =>
        [
            .. details
                .Form.SelectMany(TextsOf)
                .Select(text => new WrittenText(details.Exchange.Language, text))
                .Concat(
                    details.ActionContents.SelectMany(content => content.Sections.SelectMany(TextsOf).Select(text => new WrittenText(content.Language, text)))
                )
                .Concat(details.Messages.Select(message => new WrittenText(message.Language, message.Text)))
                .Distinct(),
        ];

    /// <summary>Short answers that are names or references, which no engine may change.</summary>
    public static IEnumerable<string> NamesIn(ExchangeContext context) =>
        context
            .Procedure.Form.Elements.Values.OfType<Field>()
            .Where(field => field.Type == FieldType.Text && MayLeave(field))
            .SelectMany(field => context.Answers.Texts(field.Name));

    private static IEnumerable<string> TextsOf(ContentDocument document, ExchangeContext context)
    {
        if (document.Kind == ContentKind.Message)
            return [context.Cipher.DecryptText(document.Cipher, ExchangeStore.ContentPurpose(document.Id))];
        var form = document.Kind == ContentKind.Form ? context.Procedure.Form : context.Module.Forms[document.Form];
        var answers = ExchangeContext.AnswersIn(document, context.Cipher);
        return form.Elements.Values.SelectMany(element =>
            element switch
            {
                Field field => TextsOf(field, answers),
                FieldGroup group => answers.Items(group.Name).SelectMany(item => group.Fields.SelectMany(field => TextsOf(field, item))),
                _ => [],
            }
        );
    }

    private static IEnumerable<string> TextsOf(Field field, Answers answers) =>
        field.Type == FieldType.LongText && MayLeave(field) ? answers.Texts(field.Name).Where(text => text.Length > 0) : [];

    private static IEnumerable<string> TextsOf(FormSectionView section) =>
        section.Elements.SelectMany(element =>
            element switch
            {
                FieldView field => TextsOf(field),
                GroupView group => group.Items.SelectMany(item => item.Fields.SelectMany(TextsOf)),
                _ => [],
            }
        );

    private static IEnumerable<string> TextsOf(FieldView view) =>
        view.Field.Type == FieldType.LongText && MayLeave(view.Field) ? view.Raw.Where(text => text.Length > 0) : [];

    private static bool MayLeave(Field field) => field is { IsConfidential: false, Special: null };
}
