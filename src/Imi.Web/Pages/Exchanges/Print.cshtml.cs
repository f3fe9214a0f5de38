using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Imi.Web.Hosting;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Shows an exchange for printing.</summary>
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData, Permission.SeeThatItExisted)]
internal sealed class PrintModel(
    ExchangeQuery reader,
    TranslationQuery translations,
    SubjectSearchService subjects,
    ExchangePdf pdf,
    IWebHostEnvironment environment,
    PageTexts texts,
    TimeProvider time
) : PageModel
{
    /// <summary>The exchange as the person sees it.</summary>
    public ExchangeDetails Details { get; private set; } = null!;

    /// <summary>The data subjects' requests that contest data of the exchange.</summary>
    public IReadOnlyList<ContestedMark> Contested { get; private set; } = [];

    /// <summary>The machine translations into the person's language that exist.</summary>
    public ExchangeTranslation Translation { get; private set; } = ExchangeTranslation.None("");

    /// <summary>Whether the person wants the original texts only.</summary>
    [BindProperty(SupportsGet = true, Name = "original")]
    public bool OriginalOnly { get; set; }

    /// <summary>The time of printing.</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Shows the exchange.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(id, HttpContext.Actor(), texts.Language, ExchangeViews.Print, cancellationToken) is not { } details)
            return NotFound();
        if (!details.Sight.ShowsCourse())
            return LocalRedirect($"/exchanges/{id}");
        Details = details;
        Translation = await TranslationAsync(details, cancellationToken);
        Contested = await subjects.ContestedAsync(id, cancellationToken);
        return Page();
    }

    /// <summary>Downloads the exchange as PDF.</summary>
    public async Task<IActionResult> OnGetPdfAsync(Guid id, CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        if (await reader.ReadAsync(id, actor, texts.Language, ExchangeViews.Pdf, cancellationToken) is not { } details)
            return NotFound();
        if (!details.Sight.ShowsCourse())
            return LocalRedirect($"/exchanges/{id}");
        Response.Headers.CacheControl = "no-store";
        DocumentFonts.Use(environment);
        return File(
            pdf.Write(details, await TranslationAsync(details, cancellationToken), actor.Name, Now),
            "application/pdf",
            $"{details.Exchange.Number ?? "draft"}.pdf"
        );
    }

    private async Task<ExchangeTranslation> TranslationAsync(ExchangeDetails details, CancellationToken cancellationToken) =>
        OriginalOnly
            ? ExchangeTranslation.None(texts.TranslationLanguage)
            : await translations.ReadAsync(details, HttpContext.Actor(), texts.TranslationLanguage, texts.UnderstoodLanguages, cancellationToken);
}
