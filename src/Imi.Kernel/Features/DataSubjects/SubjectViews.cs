using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.ReplyTimes;
using Imi.Kernel.Network.Directory;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>Who asks, and what.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="Contact">How the person is reached.</param>
/// <param name="Wish">What they ask, in words.</param>
/// <param name="Words">What to look for in exchanges, one name or number a line.</param>
public sealed record SubjectContent(string Name, string Contact, string Wish, string Words)
{
    /// <summary>What is known where the key is lost.</summary>
    internal static SubjectContent Lost { get; } = new("?", "", "", "");
}

/// <summary>A request to be entered.</summary>
/// <param name="AuthorityId">The authority that answers.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="ReceivedOn">The day on which it was received; null is told as missing.</param>
/// <param name="Content">Who asks, and what.</param>
public sealed record NewSubjectRequest(Guid AuthorityId, SubjectRequestKind Kind, DateOnly? ReceivedOn, SubjectContent Content);

/// <summary>The register of requests to a person's authorities.</summary>
/// <param name="Open">Those to be answered, the first due first.</param>
/// <param name="Answered">Those answered last, the newest first.</param>
/// <param name="Authorities">The authorities for which the person answers.</param>
public sealed record SubjectOverview(IReadOnlyList<SubjectLine> Open, IReadOnlyList<SubjectLine> Answered, IReadOnlyList<Authority> Authorities);

/// <summary>A request in the register.</summary>
/// <param name="Request">The request.</param>
/// <param name="Name">Who asks.</param>
public sealed record SubjectLine(SubjectRequest Request, string Name);

/// <summary>A request with all that is known of it.</summary>
public sealed record SubjectDetails
{
    /// <summary>The request.</summary>
    public required SubjectRequest Request { get; init; }

    /// <summary>Who asks, and what.</summary>
    public required SubjectContent Content { get; init; }

    /// <summary>Whether the platform lacks the key: then content and answer are empty.</summary>
    public required bool IsContentLost { get; init; }

    /// <summary>The answer in words; empty for none.</summary>
    public required string Answer { get; init; }

    /// <summary>The exchanges that were attached, the newest first.</summary>
    public required IReadOnlyList<FoundExchange> Found { get; init; }

    /// <summary>The authorities that are named.</summary>
    public required IReadOnlyDictionary<Guid, Authority> Authorities { get; init; }

    /// <summary>The people who are named.</summary>
    public required IReadOnlyDictionary<Guid, string> People { get; init; }

    /// <summary>The authority's exchanges whose data are hidden: nobody looks into them.</summary>
    public required int HiddenCount { get; init; }
}

/// <summary>An exchange in which a person's data are, or may be.</summary>
public sealed record FoundExchange(
    Guid Id, string? Number, string Module, string Procedure, Phase Phase, Guid SenderId, Guid? RecipientId, string? Reached, DateTime? SentAt, DateTime? ClosedAt,
    DateOnly? HideOn, DateOnly? DeleteOn)
{
    /// <summary>When data of it were corrected because of the request, UTC; null where they were not.</summary>
    public DateTime? RectifiedAt { get; init; }
}

/// <summary>What a search has found so far.</summary>
/// <param name="Matches">The exchanges in which something was found.</param>
/// <param name="Examined">How many exchanges were looked into.</param>
/// <param name="Next">Where to go on; null where all were looked into.</param>
/// <param name="Authorities">The authorities that are named.</param>
public sealed record SubjectSearch(IReadOnlyList<SubjectMatch> Matches, int Examined, InboxCursor? Next, IReadOnlyDictionary<Guid, Authority> Authorities);

/// <summary>An exchange in which something was found.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Places">Where, and what stands there.</param>
public sealed record SubjectMatch(FoundExchange Exchange, IReadOnlyList<HeldText> Places);

/// <summary>A text in an exchange that speaks of a person.</summary>
/// <param name="Place">What it stands in: <c>form</c>, <c>message</c>, <c>file</c>, or an action's name.</param>
/// <param name="Label">The field's label; empty for messages and files.</param>
/// <param name="Text">What stands there; empty in a search where it is of a special category.</param>
/// <param name="AuthorityId">Which authority wrote it.</param>
/// <param name="At">When, UTC.</param>
public sealed record HeldText(string Place, string Label, string Text, Guid AuthorityId, DateTime At);

/// <summary>The answer to a data subject, to be composed as a document.</summary>
/// <param name="Details">The request.</param>
/// <param name="Exchanges">The exchanges with what they hold on the person; nothing of those that are hidden, nothing at all where it was refused.</param>
public sealed record SubjectReport(SubjectDetails Details, IReadOnlyList<ReportedExchange> Exchanges);

/// <summary>An exchange in an answer.</summary>
public sealed record ReportedExchange(FoundExchange Exchange, PolicyModule Module, IReadOnlyList<HeldText> Texts);

/// <summary>That data of an exchange are contested, or were.</summary>
/// <param name="Number">The request's number.</param>
/// <param name="Kind">What the data subject asks.</param>
/// <param name="AuthorityId">The authority that answers.</param>
/// <param name="ReceivedOn">Since when.</param>
/// <param name="Decision">What was decided; null while nothing is.</param>
/// <param name="AnsweredAt">When, UTC.</param>
/// <param name="RectifiedAt">When the data were corrected because of it, UTC; null where they were not.</param>
public sealed record ContestedMark(
    string Number, SubjectRequestKind Kind, Guid AuthorityId, DateOnly ReceivedOn, SubjectDecision? Decision, DateTime? AnsweredAt, DateTime? RectifiedAt);
