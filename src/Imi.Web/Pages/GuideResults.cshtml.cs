using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Features.GuideResults;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Shows the Commission's policy officers how often each result of the guide was reached.</summary>
[Needs(Permission.InstallModules)]
internal sealed class GuideResultsModel(GuideResultQuery results, ModuleCatalogue catalogue, GuideTexts words, PageTexts texts) : PageModel
{
    /// <summary>The results, the most frequent first; results of the guide that were never reached are last.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Shows the results.</summary>
    /// <returns>The page; not found if the person is no policy officer.</returns>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await results.ReadAsync(HttpContext.Actor(), cancellationToken) is not { } counts)
            return NotFound();
        var counted = counts.ToDictionary(count => (count.Module, count.Outcome, count.Question));
        var possible =
            from part in catalogue
                .Modules.Where(module => !module.IsWithdrawn)
                .Select(module => new GuidePart(module.Name, module.Guide))
                .Append(new GuidePart("", GeneralGuide.Part))
            from outcome in part.Guide.Outcomes
            select new GuideResultCount(part.Module, outcome.Name, "", 0, 0);
        Rows =
        [
            .. counts
                .Concat(possible.Where(one => !counted.ContainsKey((one.Module, one.Outcome, one.Question))))
                .Select(count => new Row(Title(count), count.Module.Length > 0 ? texts.ModuleName(count.Module) : texts["guide-results.platform"], count))
                .OrderByDescending(row => row.Count.Count)
                .ThenBy(row => row.Title, StringComparer.Create(texts.Culture, ignoreCase: true)),
        ];
        return Page();
    }

    private string Title(GuideResultCount count)
    {
        if (count.Question.Length > 0)
            return texts["guide-results.none", ("question", words.Question(count.Question, catalogue.Modules))];
        var title = words.Outcome(catalogue.Find(count.Module), count.Outcome, "title");
        return title.Length > 0 ? title : texts["guide-results.former", ("name", count.Outcome)];
    }

    /// <summary>A row of the table.</summary>
    /// <param name="Title">The result in the reader's language.</param>
    /// <param name="Area">The name of the policy area, or that there is none.</param>
    /// <param name="Count">How often it was reached.</param>
    public sealed record Row(string Title, string Area, GuideResultCount Count);
}
