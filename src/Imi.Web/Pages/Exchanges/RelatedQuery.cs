using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.Duplicates;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;

namespace Imi.Web.Pages.Exchanges;

/// <summary>Reads what the page of an exchange shows beside the exchange itself.</summary>
internal sealed class RelatedQuery(
    AuthorityDirectory directory,
    RetentionService retention,
    SubjectSearchService subjects,
    ActionSheets sheets,
    DuplicateQuery duplicates
)
{
    /// <summary>The number of coordinators of a country that the page names.</summary>
    private const int CoordinatorsOfCountry = 2;

    /// <summary>Reads what belongs to an exchange that the person sees.</summary>
    public async Task<RelatedToExchange> ReadAsync(ExchangeDetails details, Actor actor, CancellationToken cancellationToken)
    {
        var exchange = details.Exchange;
        if (details.Sight == Sight.Informed)
            return new RelatedToExchange([], [], [], null, DuplicateHint.None);
        var holds = await retention.StandingAsync(exchange.Id, cancellationToken);
        var contested = await subjects.ContestedAsync(exchange.Id, cancellationToken);
        List<string> countries = [.. new[] { exchange.SenderCountry, exchange.RecipientCountry }.OfType<string>()];
        var coordinators = await directory.CoordinatorsAsync(countries, exchange.Module, cancellationToken);
        var next = actor.HasSimpleView && details.IsMyTurn ? details.Actions.FirstOrDefault(action => !action.IsDanger) : null;
        return new RelatedToExchange(
            [.. countries.SelectMany(country => coordinators[country].Take(CoordinatorsOfCountry))],
            holds,
            contested,
            next is null ? null : await sheets.BeginAsync(details, next, cancellationToken) with { HasWayBack = false },
            DuplicateQuery.IsDecidedBy(details) ? await duplicates.FindAsync(details, actor, cancellationToken) : DuplicateHint.None
        );
    }
}

/// <summary>What the page of an exchange shows beside the exchange itself.</summary>
/// <param name="Coordinators">The coordinators of both parties, by country.</param>
/// <param name="Holds">The legal holds that prevent deletion.</param>
/// <param name="Contested">The data subjects' requests that contest data of the exchange.</param>
/// <param name="Sheet">The form of the next action, shown on the page in the simple view; null in the full view, or if it is not the person's turn.</param>
/// <param name="Duplicates">What may be asked already, for the coordinator who decides on sending.</param>
internal sealed record RelatedToExchange(
    IReadOnlyList<Authority> Coordinators,
    IReadOnlyList<HoldView> Holds,
    IReadOnlyList<ContestedMark> Contested,
    ActionSheet? Sheet,
    DuplicateHint Duplicates
);
