using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>
/// Finds the texts that machine translation may process: long texts and messages. Special categories of data (Regulation (EU) No 1024/2012, Article 16) never
/// leave the platform, confidential fields (Article 10) only if the definition allows it, to engines of the Union.
/// </summary>
internal static class WrittenTexts
{
    /// <summary>The texts of an exchange, each once.</summary>
    public static IReadOnlyList<WrittenText> In(ExchangeContext context)
    {
        var documents = context.Documents;
        var form = documents.LastOrDefault(document => document.Kind == ContentKind.Form);
        return EachOnce(
            documents
                .Where(document => document == form || document.Kind is ContentKind.Action or ContentKind.Message)
                .SelectMany(document => TextsOf(document, context)),
            context.Module
        );
    }

    /// <summary>The texts that a person sees of an exchange, each once.</summary>
    public static IReadOnlyList<WrittenText> In(ExchangeDetails details) =>
        EachOnce(
            details
                .Form.SelectMany(section => TextsOf(section, details.Exchange.Language))
                .Concat(details.ActionContents.SelectMany(content => content.Sections.SelectMany(section => TextsOf(section, content.Language))))
                .Concat(details.Messages.Select(message => new WrittenText(message.Language, message.Text, false))),
            details.Module
        );

    /// <summary>Short answers that are names or references, which no engine may change.</summary>
    public static IEnumerable<string> NamesIn(ExchangeContext context) =>
        context
            .Procedure.Form.Elements.Values.OfType<Field>()
            .Where(field => field.Type == FieldType.Text && MayLeave(field))
            .SelectMany(field => context.Answers.Texts(field.Name));

    /// <summary>A text that is written in an open field as well may go where that field goes, for all readers alike.</summary>
    private static List<WrittenText> EachOnce(IEnumerable<WrittenText> texts, PolicyModule module) =>
        [
            .. texts
                .GroupBy(text => (text.Language, text.Text))
                .Select(same => same.First() with { UnionOnly = module.IsTranslatedInUnionOnly || same.All(text => text.UnionOnly) }),
        ];

    private static IEnumerable<WrittenText> TextsOf(ContentDocument document, ExchangeContext context)
    {
        if (document.Kind == ContentKind.Message)
            return [new(document.Language, context.Cipher.DecryptText(document.Cipher, ExchangeStore.ContentPurpose(document.Id)), false)];
        var form = document.Kind == ContentKind.Form ? context.Procedure.Form : context.Module.Forms[document.Form];
        var answers = ExchangeContext.AnswersIn(document, context.Cipher);
        return form.Elements.Values.SelectMany(element =>
            element switch
            {
                Field field => TextsOf(field, answers.Texts(field.Name), document.Language),
                FieldGroup group => answers
                    .Items(group.Name)
                    .SelectMany(item => group.Fields.SelectMany(field => TextsOf(field, item.Texts(field.Name), document.Language))),
                _ => [],
            }
        );
    }

    private static IEnumerable<WrittenText> TextsOf(FormSectionView section, string language) =>
        section.Elements.SelectMany(element =>
            element switch
            {
                FieldView view => TextsOf(view.Field, view.Raw, language),
                GroupView group => group.Items.SelectMany(item => item.Fields.SelectMany(view => TextsOf(view.Field, view.Raw, language))),
                _ => [],
            }
        );

    private static IEnumerable<WrittenText> TextsOf(Field field, IEnumerable<string> texts, string language) =>
        field.Type == FieldType.LongText && MayLeave(field)
            ? texts.Where(text => text.Length > 0).Select(text => new WrittenText(language, text, field.IsConfidential))
            : [];

    private static bool MayLeave(Field field) => field.Special is null && (!field.IsConfidential || field.IsTranslatedInUnion);
}
