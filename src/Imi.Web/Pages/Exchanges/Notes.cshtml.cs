using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.PrivateNotes;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Shows, adds and removes the private notes of the person's authority on an exchange.</summary>
[Needs(Permission.ReadExchange, Permission.ReadWithoutPersonalData)]
internal sealed class NotesModel(PrivateNoteService service, PageTexts texts, TimeProvider time) : PageModel
{
    /// <summary>The id of the exchange.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The notes.</summary>
    public PrivateNoteList List { get; private set; } = null!;

    /// <summary>The note as typed.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>The errors of the form.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The id of the submission.</summary>
    public string Submission => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>Shows the notes.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await service.ListAsync(Id, HttpContext.Actor(), texts.Language, cancellationToken) is not { } list)
            return NotFound();
        List = list;
        return Page();
    }

    /// <summary>Adds a note.</summary>
    public async Task<IActionResult> OnPostAsync(string? text, CancellationToken cancellationToken)
    {
        var outcome = await service.AddAsync(Id, text ?? "", HttpContext.Actor(), FormPost.Key(Request.Form), cancellationToken);
        if (outcome.IsDone)
            return LocalRedirect($"/exchanges/{Id}#private-notes");
        (Typed, Errors) = (text ?? "", Explain(outcome));
        return await OnGetAsync(cancellationToken);
    }

    /// <summary>Removes a note.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(Guid note, CancellationToken cancellationToken)
    {
        var outcome = await service.RemoveAsync(Id, note, HttpContext.Actor(), null, cancellationToken);
        if (outcome.IsDone)
            return LocalRedirect($"/exchanges/{Id}#private-notes");
        Errors = Explain(outcome);
        return await OnGetAsync(cancellationToken);
    }

    private ErrorSummary Explain(Outcome<Guid> outcome) =>
        new(
            outcome.Errors,
            [.. outcome.Reasons.Select(reason => texts.Reason(reason, new Dictionary<Guid, Authority>(), new Dictionary<Guid, string>(), null))],
            null,
            null
        )
        {
            Href = _ => "#note",
        };
}
