using Imi.Kernel.Features.Translation;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>Shows the Commission's policy officers how much is translated, how long it takes and how good it is.</summary>
[Needs(Permission.InstallModules)]
internal sealed class TranslationCountsModel(TranslationCountQuery counts, PageTexts texts) : PageModel
{
    /// <summary>The figures, each with the value in words.</summary>
    public static IReadOnlyList<(string Name, Func<TranslationFigures, PageTexts, string> Show)> Columns { get; } =
    [
        ("segments", (figures, words) => Number(figures.Segments, words)),
        ("characters", (figures, words) => Number(figures.Characters, words)),
        ("wait", (figures, words) => figures.AverageWait is { } wait ? words["translation.counts.seconds", ("value", Seconds(wait, words))] : "–"),
        ("corrections", (figures, words) => Number(figures.Corrections, words)),
        ("good", (figures, words) => Number(figures.Good, words)),
        ("bad", (figures, words) => Number(figures.Bad, words)),
    ];

    /// <summary>The rows, those with most sentences first.</summary>
    public IReadOnlyList<TranslationCountRow> Rows { get; private set; } = [];

    /// <summary>Shows the figures.</summary>
    /// <returns>The page; not found if the person is no policy officer.</returns>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await counts.ReadAsync(HttpContext.Actor(), cancellationToken) is not { } rows)
            return NotFound();
        Rows = rows;
        return Page();
    }

    /// <summary>Returns a pair of languages in words.</summary>
    public string NameOf(LanguagePair pair) => $"{texts.LanguageName(pair.Source)} → {texts.LanguageName(pair.Target)}";

    private static string Number(long value, PageTexts words) => value.ToString("N0", words.Culture);

    private static string Seconds(TimeSpan wait, PageTexts words) => wait.TotalSeconds.ToString(wait.TotalSeconds < 10 ? "N1" : "N0", words.Culture);
}
