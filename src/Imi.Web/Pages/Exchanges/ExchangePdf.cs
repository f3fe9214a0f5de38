using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Translation;
using Imi.Web.Pages.Shared;
using Imi.Web.Texts;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Writes an exchange as PDF, with the content of the print page, in the reader's language and with the reader's access level.</summary>
internal sealed class ExchangePdf(PageTexts texts)
{
    private const string Nothing = "—";
    private readonly OriginalAnnex _annex = new();
    private ExchangeTranslation _translation = ExchangeTranslation.None("");

    /// <summary>Creates the file.</summary>
    /// <param name="details">The exchange as the reader sees it.</param>
    /// <param name="translation">The machine translations to show in the place of originals, which follow in an annex.</param>
    /// <param name="reader">The name of the reader, for the footer.</param>
    /// <param name="now">The time of creation, UTC.</param>
    public byte[] Write(ExchangeDetails details, ExchangeTranslation translation, string reader, DateTime now)
    {
        _translation = translation;
        var exchange = details.Exchange;
        var title = $"{texts.ProcedureName(exchange.Module, exchange.Procedure)} {exchange.Number}";
        using var sheets = new PdfSheets(title, texts.Language);
        sheets
            .WriteTitle(title)
            .WriteParagraph($"{texts.State(details.Module, exchange.Procedure, exchange.State)} · {texts.Citation(details.Module, details.Procedure)}");
        if (translation.Texts.Count > 0)
            sheets.WriteParagraph(texts["translation.annex.help"]);
        if (details.Reading is { } reading)
            sheets.WriteParagraph(texts["blocked-data.reading", ("date", texts.Day(reading.Until))]);
        WriteFacts(sheets, details);
        foreach (var section in details.Form)
            WriteSection(sheets, section.Title, section);
        foreach (var content in details.ActionContents)
        {
            sheets
                .WriteHeading(texts.Action(details.Module, exchange.Procedure, content.Entry.Action, "done"))
                .WriteParagraph($"{NameOf(details, content.Entry.AuthorityId)} · {texts.Moment(content.Entry.At)}");
            foreach (var section in content.Sections)
                WriteElements(sheets, section.Elements);
        }

        WriteMessages(sheets, details);
        WriteFiles(sheets, details);
        sheets.WriteHeading(texts["exchange.timeline.title"]);
        foreach (var entry in details.Timeline)
            sheets.WriteTerm(texts.Moment(entry.At), EntryOf(details, entry));
        WriteAnnex(sheets);
        return sheets.End($"{exchange.Number} · {texts["exchange.print.made", ("when", texts.Moment(now)), ("who", reader)]}");
    }

    private void WriteFacts(PdfSheets sheets, ExchangeDetails details)
    {
        var exchange = details.Exchange;
        sheets.WriteTerm(texts["exchange.print.sender"], $"{NameOf(details, exchange.SenderId)} ({texts.Country(exchange.SenderCountry)})");
        if (details.Procedure.IsBroadcast)
            sheets.WriteTerm(texts["exchange.recipients.title"], exchange.Reached is { } reached ? texts.Reached(reached) : Nothing);
        else
            sheets.WriteTerm(
                texts["exchange.print.recipient"],
                exchange.RecipientId is { } to ? $"{NameOf(details, to)} ({texts.Country(exchange.RecipientCountry)})" : Nothing
            );
        if (details.Informed.Count > 0)
        {
            var informed = details.Informed.Select(one => $"{NameOf(details, one.Id)} ({texts.Country(one.Country)})");
            sheets.WriteTerm(texts["exchange.page.informed-authorities"], string.Join("; ", informed));
        }

        if (exchange.ReplyBy is { } replyBy)
            sheets.WriteTerm(texts["exchange.print.reply-by"], texts.Day(replyBy));
        if (exchange is { Phase: Phase.Open, DueOn: { } due } && details.Procedure.State(exchange.State).Due is not null)
            sheets.WriteTerm(texts["exchange.print.due"], texts.Day(due));
    }

    private void WriteSection(PdfSheets sheets, string title, FormSectionView section)
    {
        if (!section.HasAnswers)
            return;
        sheets.WriteHeading(title);
        WriteElements(sheets, section.Elements);
    }

    private void WriteElements(PdfSheets sheets, IEnumerable<FormElementView> elements)
    {
        foreach (var element in elements.Where(element => element.IsVisible))
        {
            if (element is FieldView field)
                WriteField(sheets, field);
            else if (element is GroupView group)
            {
                foreach (var (item, index) in group.Items.Select((item, index) => (item, index)))
                {
                    sheets.WriteParagraph($"{group.ItemLabel} {index + 1}");
                    foreach (var inner in item.Fields)
                        WriteField(sheets, inner);
                }
            }
        }
    }

    private void WriteField(PdfSheets sheets, FieldView field)
    {
        if (!field.HasAnswer || field.OpenedBy is not null)
            return;
        sheets.WriteTerm(field.Label, field.IsHidden ? texts["form.hidden"] : string.Join('\n', field.Shown.Select(text => TextOf(field, text))));
    }

    private void WriteMessages(PdfSheets sheets, ExchangeDetails details)
    {
        if (details.Messages.Count == 0)
            return;
        sheets.WriteHeading(texts["exchange.messages.title"]);
        foreach (var message in details.Messages)
            sheets.WriteTerm($"{details.People.GetValueOrDefault(message.AuthorId, "?")}, {texts.Moment(message.At)}", Translated(message.Text));
    }

    private string TextOf(FieldView field, string text) => field.Field.Type == FieldType.LongText ? Translated(text) : text;

    /// <summary>Returns the translation of a text with its source in words, between brackets; the text itself if it is not translated.</summary>
    private string Translated(string text)
    {
        if (_translation.Of(text) is not { } translated)
            return text;
        var uncertain = translated.IsUncertain ? $"\n{texts["translation.uncertain"]}" : "";
        var annex = texts["translation.annex.see", ("number", _annex.Add(text, translated))];
        return $"{translated.Text}\n[{texts.TranslatedBy(translated)}. {annex}{uncertain}]";
    }

    private void WriteAnnex(PdfSheets sheets)
    {
        if (_annex.Originals.Count == 0)
            return;
        sheets.WriteHeading(texts["translation.annex.title"]);
        foreach (var ((text, language), index) in _annex.Originals.Select((original, index) => (original, index)))
            sheets.WriteTerm($"{index + 1}. {texts.LanguageName(language)}", text);
    }

    private void WriteFiles(PdfSheets sheets, ExchangeDetails details)
    {
        if (details.Files.Count == 0)
            return;
        sheets.WriteHeading(texts["files.section.title"]);
        foreach (var file in details.Files)
            sheets.WriteTerm(file.Name, $"{texts.Size(file.Size)} · {texts.Moment(file.At)}");
    }

    private string EntryOf(ExchangeDetails details, TimelineEntry entry)
    {
        var what = texts.Action(details.Module, details.Exchange.Procedure, entry.Action, "done");
        var to = entry.ToAuthorityId is { } handed ? $" → {NameOf(details, handed)}" : "";
        var day = entry.Date is { } date ? $" ({texts.Day(date)})" : "";
        return $"{what}{to}{day}\n{(entry.AuthorityId == Guid.Empty ? texts["words.platform"] : NameOf(details, entry.AuthorityId))}";
    }

    private string NameOf(ExchangeDetails details, Guid id) => details.Authorities.TryGetValue(id, out var authority) ? authority.NameFor(texts.Language) : "?";
}
