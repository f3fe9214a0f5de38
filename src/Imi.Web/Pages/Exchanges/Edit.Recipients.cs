using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Exchanges;

/// <content>How a draft finds its recipient.</content>
internal sealed partial class EditModel
{
    /// <summary>Searches possible recipients while the person types.</summary>
    public async Task<IActionResult> OnGetCandidatesAsync(Guid? recipient, CancellationToken cancellationToken)
    {
        if (await reader.BasisAsync(Id, HttpContext.Actor(), cancellationToken) is not { } basis)
            return NotFound();
        (Module, Recipient) = (basis.Module, recipient ?? basis.Recipient);
        await FindCandidatesAsync(basis.Procedure, basis.SenderCountry, cancellationToken);
        return Partial("_Candidates", this);
    }

    private async Task<string> NextAsync(Procedure procedure, string? go, string? add, string? remove, Answers answers, CancellationToken cancellationToken)
    {
        var page = $"/exchanges/{Id}/edit?step=";
        if (add is { Length: > 0 })
        {
            var item = string.Create(CultureInfo.InvariantCulture, $"{add}.{answers.Items(add).Count}");
            return $"{page}{Step}&add={Uri.EscapeDataString(add)}#{FormInput.IdOf(item)}";
        }

        if (remove is { Length: > 0 })
            return $"{page}{Step}#{FormInput.IdOf(remove.Split('.')[0])}";
        if (go is "search" or "more")
        {
            var skip = go == "more" ? Skip + AuthoritySearch.PageSize : 0;
            var query = QueryString
                .Create("search", Search ?? "")
                .Add("country", Country ?? "")
                .Add("region", Region ?? "")
                .Add("keyword", Keyword ?? "")
                .Add("skip", skip.ToString(CultureInfo.InvariantCulture));
            return $"{page}{Step}&{query.Value![1..]}#f-recipient";
        }

        if (go == "files")
            return $"/exchanges/{Id}/files";
        var names = DraftSteps.NamesOf(procedure);
        if (go is not (null or "next" or "back" or "save"))
            return names.Contains(go) ? page + go : $"{page}{Step}";
        var here = names.ToList().IndexOf(Step!);
        if (go == "back")
            return page + names[Math.Max(here - 1, 0)];
        var review = await drafts.ReviewAsync(Id, HttpContext.Actor(), cancellationToken) ?? DraftReview.Nothing;
        var isWrong = review.Errors.Where(error => DraftSteps.StepOf(procedure, error.Field) == Step).Any(error => !error.IsMissing);
        return go == "next" && !isWrong ? page + names[Math.Min(here + 1, names.Count - 1)] : $"{page}{Step}&saved=true";
    }

    private async Task FindCandidatesAsync(Procedure procedure, string senderCountry, CancellationToken cancellationToken)
    {
        Candidates = await finding.FindAsync(
            new AuthorityFilter
            {
                Search = Search,
                Country = Given(Country),
                Region = Given(Region),
                Keyword = Given(Keyword),
                Skip = Math.Max(0, Skip),
                ExceptCountry = senderCountry,
                Module = procedure.Module,
                Procedure = procedure.Name,
                Capacity = Capacity.Recipient,
                Coordinates = procedure.AsksCoordinator,
                Today = DeadlineCalendar.Today(time),
            },
            cancellationToken
        );
        if (Recipient is { } id && Chosen is null)
            Chosen = await directory.FindAsync(id, cancellationToken);
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
