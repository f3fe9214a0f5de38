using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Exchanges.Content;

/// <summary>An access to an exchange, to be recorded in the journal.</summary>
/// <param name="UserId">The person.</param>
/// <param name="AuthorityId">The authority in whose name the person has access; null for none.</param>
/// <param name="ExchangeId">The exchange.</param>
/// <param name="What">The journal's word, such as <c>view</c> or <c>download</c>.</param>
/// <param name="Detail">What was shown, never content of the exchange.</param>
/// <param name="IsRead">Whether the exchange counts as read in the person's lists from now on.</param>
internal sealed record RecordedAccess(Guid UserId, Guid? AuthorityId, Guid ExchangeId, string What, string Detail, bool IsRead)
{
    /// <summary>Creates the record of a view.</summary>
    /// <param name="details">The exchange as it is shown.</param>
    /// <param name="person">The person who is shown it.</param>
    /// <param name="how">The journal's word for the view.</param>
    public static RecordedAccess OfView(ExchangeDetails details, Guid person, string how)
    {
        var detail = details.Reading is { } reading ? $"{details.Sight} {reading.Purpose}" : details.Sight.ToString();
        var shown = ShownFields.Of(details);
        var isRead = details.Exchange.Phase is not (Phase.Hidden or Phase.Deleted);
        return details.Opened.Count == 0
            ? new RecordedAccess(person, details.ActsFor, details.Exchange.Id, how, $"{detail}{shown}", isRead)
            : new RecordedAccess(
                person,
                details.ActsFor,
                details.Exchange.Id,
                ExchangeViews.Special,
                $"{detail} {how} {string.Join(' ', details.Opened)}{shown}",
                isRead
            );
    }
}
