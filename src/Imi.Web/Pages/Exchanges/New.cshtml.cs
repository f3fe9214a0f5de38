using Imi.Kernel.Access;
using Imi.Kernel.Calendar;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Modules;
using Imi.Kernel.People;
using Imi.Kernel.Registry;
using Imi.Kernel.Texts;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Begins an exchange: which procedure, in which authority's name, in which language.</summary>
internal sealed class NewModel(ExchangeDesk desk, AuthorityDirectory directory, ModuleCatalogue catalogue, PageTexts texts, TimeProvider time) : PageModel
{
    /// <summary>The submission's id: sent twice, it begins one draft.</summary>
    public string Submission { get; private set; } = "";

    /// <summary>What the person may begin: authority and procedure.</summary>
    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    /// <summary>What is wrong.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>A procedure that can be begun in an authority's name.</summary>
    internal sealed record Choice(Authority Authority, Procedure Procedure);

    /// <summary>Shows what can be begun.</summary>
    public Task OnGetAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    /// <summary>Begins the draft.</summary>
    public async Task<IActionResult> OnPostAsync(string? choice, string? language, CancellationToken cancellationToken)
    {
        var parts = choice?.Split('|') ?? [];
        if (parts.Length != 3 || !Guid.TryParse(parts[0], out var sender))
        {
            await LoadAsync(cancellationToken);
            Errors = new ErrorSummary([], [texts["web.new.choose"]], null, null);
            return Page();
        }

        var outcome = await desk.CreateAsync(
            new NewExchange(parts[1], parts[2], sender, null, Languages.IsKnown(language) ? language! : texts.Language, Answers.None),
            HttpContext.Actor(),
            FormPost.Key(Request.Form),
            cancellationToken);
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
        var actor = HttpContext.Actor();
        var grants = actor.Grants.Where(grant => grant.Role == Role.Handler).ToList();
        var authorities = new List<Authority>();
        foreach (var id in grants.Select(grant => grant.AuthorityId).Distinct().Take(20))
        {
            if (await directory.FindAsync(id, cancellationToken) is { } authority)
                authorities.Add(authority);
        }

        Choices =
        [
            .. from authority in authorities
               from module in catalogue.Modules.Where(one => one.TakesNewOn(DeadlineCalendar.Today(time)))
               where grants.Exists(grant => grant.AuthorityId == authority.Id && grant.Module == module.Name)
               from procedure in module.Procedures
               where authority.Mandates.Any(mandate => mandate.Module == module.Name && mandate.Procedure == procedure.Name && mandate.Capacity == Capacity.Sender)
               select new Choice(authority, procedure),
        ];
    }
}
