using System.Text.Encodings.Web;
using System.Text.Json;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Subjects;

/// <summary>Downloads the reply to a data subject, as a document or machine-readable.</summary>
[Needs(Permission.AnswerDataSubjects)]
internal sealed class ReportModel(SubjectSearchService subjectSearchService, PageTexts texts, IWebHostEnvironment environment) : PageModel
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Downloads the report.</summary>
    /// <param name="id">The request.</param>
    /// <param name="format"><c>pdf</c> or <c>json</c>.</param>
    /// <param name="translations">Whether to add the stored machine translations into the language of the page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, string format, bool translations, CancellationToken cancellationToken)
    {
        if (await subjectSearchService.ReportAsync(id, HttpContext.Actor(), texts.Language, translations, cancellationToken) is not { } report)
            return NotFound();
        Response.Headers.CacheControl = "no-store";
        var name = $"{report.Details.Request.Number}.{format}";
        if (format == "json")
            return File(JsonSerializer.SerializeToUtf8Bytes(Machine(report), Json), "application/json", name);
        DocumentFonts.Use(environment);
        return File(Paper(report), "application/pdf", name);
    }

    private object Machine(SubjectReport report)
    {
        var request = report.Details.Request;
        return new
        {
            request.Number,
            Kind = request.Kind.ToString().ToLowerInvariant(),
            Authority = NameOf(request.AuthorityId, report),
            report.Details.Content.Name,
            request.ReceivedOn,
            request.AnsweredAt,
            Decision = request.Decision!.Value.ToString().ToLowerInvariant(),
            report.Details.Answer,
            texts.Language,
            Exchanges = report.Exchanges.Select(one => new
            {
                one.Exchange.Number,
                one.Exchange.Module,
                one.Exchange.Procedure,
                LegalBasis = one.Module.BasisOf(one.Module.Procedure(one.Exchange.Procedure)).Act,
                From = NameOf(one.Exchange.SenderId, report),
                To = ToOf(one.Exchange, report),
                one.Exchange.SentAt,
                one.Exchange.ClosedAt,
                HiddenOn = one.Exchange.HideOn,
                DeletedOn = one.Exchange.DeleteOn,
                Phase = one.Exchange.Phase.ToString().ToLowerInvariant(),
                Data = one.Texts.Select(text => new
                {
                    text.Place,
                    text.Label,
                    text.Text,
                    WrittenBy = NameOf(text.AuthorityId, report),
                    text.At,
                    MachineTranslations = text.Translations.Select(translation => new
                    {
                        translation.Text,
                        texts.Language,
                        OriginalLanguage = translation.Source,
                        translation.Engines,
                        translation.Via,
                        translation.On,
                        translation.IsUncertain,
                        CorrectedBy = translation.CorrectedBy.Select(authority => authority.NameFor(texts.Language)),
                        Note = texts.TranslatedBy(translation),
                    }),
                }),
            }),
        };
    }

    private byte[] Paper(SubjectReport report)
    {
        var (details, request) = (report.Details, report.Details.Request);
        var title = $"{texts[$"data-subjects.kind.{request.Kind.ToString().ToLowerInvariant()}"]} {request.Number}";
        using var sheets = new PdfSheets(title, texts.Language);
        sheets
            .WriteTitle(title)
            .WriteParagraph(texts["data-subjects.report.intro", ("authority", NameOf(request.AuthorityId, report)), ("date", texts.Day(request.ReceivedOn))])
            .WriteTerm(texts["data-subjects.name"], details.Content.Name)
            .WriteTerm(texts["data-subjects.decision.title"], texts[$"data-subjects.decision.{request.Decision.ToString()!.ToLowerInvariant()}"])
            .WriteTerm(texts["data-subjects.answered-at"], texts.Day(request.AnsweredAt!.Value));
        if (details.Answer.Length > 0)
            sheets.WriteTerm(texts["data-subjects.restriction"], details.Answer);
        if (report.Exchanges.Any(one => one.Texts.Any(text => text.Translations.Count > 0)))
            sheets.WriteParagraph(texts["data-subjects.report.translated", ("language", texts.LanguageName(texts.Language))]);
        foreach (var one in report.Exchanges)
            Write(sheets, one, report);
        if (report.Exchanges.Count == 0 && request.Decision != SubjectDecision.Refused)
            sheets.WriteParagraph(texts["data-subjects.report.nothing"]);
        sheets.WriteHeading(texts["data-subjects.report.rights"]).WriteParagraph(texts["data-subjects.report.rights-text"]);
        return sheets.End($"{request.Number} · {texts["data-subjects.law"]}");
    }

    private void Write(PdfSheets sheets, ReportedExchange one, SubjectReport report)
    {
        var exchange = one.Exchange;
        sheets
            .WriteHeading($"{texts.ProcedureName(exchange.Module, exchange.Procedure)} {exchange.Number}")
            .WriteTerm(texts["data-subjects.report.basis"], texts.Citation(one.Module, one.Module.Procedure(exchange.Procedure)!))
            .WriteTerm(texts["retention.shell.from"], NameOf(exchange.SenderId, report))
            .WriteTerm(texts["retention.shell.to"], ToOf(exchange, report));
        if (exchange.SentAt is { } sent)
            sheets.WriteTerm(texts["retention.shell.sent"], texts.Day(sent));
        if (exchange.ClosedAt is { } closed)
            sheets.WriteTerm(texts["retention.shell.closed"], texts.Day(closed));
        if (exchange is { HideOn: { } hideOn, DeleteOn: { } deleteOn })
            sheets.WriteTerm(texts["retention.summary.title"], texts["retention.box.dates", ("hidden", texts.Day(hideOn)), ("deleted", texts.Day(deleteOn))]);
        if (exchange.Phase is Imi.Kernel.Definitions.Modules.Phase.Hidden or Imi.Kernel.Definitions.Modules.Phase.Deleted)
            sheets.WriteParagraph(
                texts[exchange.Phase == Imi.Kernel.Definitions.Modules.Phase.Hidden ? "data-subjects.report.hidden" : "data-subjects.report.deleted"]
            );
        foreach (var text in one.Texts)
        {
            sheets.WriteTerm(
                text.Label.Length > 0 ? text.Label : texts[$"data-subjects.place.{text.Place}"],
                $"{text.Text}\n({NameOf(text.AuthorityId, report)}, {texts.Day(text.At)})"
            );
            foreach (var translation in text.Translations)
                sheets.WriteTerm("", $"[{texts.TranslatedBy(translation)}]\n{translation.Text}{Uncertain(translation)}");
        }
    }

    private string Uncertain(StoredTranslation translation) => translation.IsUncertain ? $"\n[{texts["translation.uncertain"]}]" : "";

    private string NameOf(Guid? id, SubjectReport report) =>
        id is { } known && report.Details.Authorities.TryGetValue(known, out Authority? authority)
            ? $"{authority.NameFor(texts.Language)} ({texts.Country(authority.Country)})"
            : "—";

    private string ToOf(FoundExchange exchange, SubjectReport report) =>
        exchange.RecipientId is not null ? NameOf(exchange.RecipientId, report)
        : exchange.Reached is { } reached ? texts.Reached(reached)
        : "—";
}
