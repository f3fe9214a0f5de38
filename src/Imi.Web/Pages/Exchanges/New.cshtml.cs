using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Creates an exchange: asks for procedure, sending authority and language.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class NewModel(ExchangeService exchangeService, NewExchangeQuery newExchanges, PageTexts texts, TimeProvider time) : PageModel
{
    /// <summary>The id of the submission, so that a repeated post creates one draft.</summary>
    public string Submission { get; private set; } = "";

    /// <summary>A page of the exchanges that the person may create, by authority and procedure.</summary>
    public IReadOnlyList<NewExchangeChoice> Choices { get; private set; } = [];

    /// <summary>The number of exchanges that the person may create and that match the search.</summary>
    public int Count { get; private set; }

    /// <summary>Words from the name of the sending authority.</summary>
    [BindProperty(SupportsGet = true, Name = "search")]
    public string? Search { get; set; }

    /// <summary>The number of choices to skip.</summary>
    [BindProperty(SupportsGet = true, Name = "skip")]
    public int Skip { get; set; }

    /// <summary>The choice that was posted with errors; null if there is none.</summary>
    public string? Chosen { get; private set; }

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Shows the choices.</summary>
    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    /// <summary>Creates the draft.</summary>
    [Needs(Permission.BeginExchange)]
    public async Task<IActionResult> OnPostAsync(string? choice, string? language, CancellationToken cancellationToken)
    {
        Chosen = choice;
        var parts = choice?.Split('|') ?? [];
        if (parts.Length != 3 || !Guid.TryParse(parts[0], out var sender))
        {
            await LoadAsync(cancellationToken);
            Errors = new ErrorSummary([], [texts["drafts.new.choose"]], null, null);
            return Page();
        }

        var outcome = await exchangeService.CreateAsync(
            new NewExchange(parts[1], parts[2], sender, null, Languages.IsKnown(language) ? language! : texts.Language, Answers.None),
            HttpContext.Actor(),
            FormPost.Key(Request.Form),
            cancellationToken
        );
        if (outcome.IsDone)
            return LocalRedirect($"/exchanges/{outcome.Value}/edit");
        await LoadAsync(cancellationToken);
        var authorities = Choices.Select(one => one.Authority).DistinctBy(one => one.Id).ToDictionary(one => one.Id);
        Errors = new ErrorSummary([], [.. outcome.Reasons.Select(reason => texts.Reason(reason, authorities, new Dictionary<Guid, string>()))], null, null);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Submission = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        (Choices, Count) = await newExchanges.OfAsync(HttpContext.Actor(), Search, null, Math.Max(0, Skip), cancellationToken);
    }
}
