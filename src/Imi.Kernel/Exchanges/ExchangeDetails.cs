using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Guidance;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>
/// An exchange as one person may see it now, and what the person may do. The members that are not required are empty if the person sees no more than
/// that the exchange exists.
/// </summary>
public sealed record ExchangeDetails
{
    /// <summary>The exchange.</summary>
    public required Exchange Exchange { get; init; }

    /// <summary>Its module, in the version with which the exchange began.</summary>
    public required PolicyModule Module { get; init; }

    /// <summary>Its procedure.</summary>
    public required Procedure Procedure { get; init; }

    /// <summary>The facts that the conditions of its actions' forms evaluate. Do not display them.</summary>
    public required IConditionContext Conditions { get; init; }

    /// <summary>How much of the content the person sees.</summary>
    public required Sight Sight { get; init; }

    /// <summary>Whether its content cannot be decrypted because its key is gone.</summary>
    public bool IsContentLost { get; init; }

    /// <summary>Whether the platform ended it in an open state, because it had been kept for the longest period.</summary>
    public bool IsEnded => Exchange.ClosedAt is not null && Procedure.State(Exchange.State).Phase == Phase.Open;

    /// <summary>The unblocking by which the person reads hidden personal data; null if the data are not hidden, or the person does not see them.</summary>
    public HiddenReading? Reading { get; init; }

    /// <summary>The title of the exchange, as far as the person may see it; may be empty.</summary>
    public string About { get; init; } = "";

    /// <summary>The answers as entered, without those that the person may not see.</summary>
    public Answers Answers { get; init; } = Answers.None;

    /// <summary>The form for reading, in the person's language.</summary>
    public IReadOnlyList<FormSectionView> Form { get; init; } = [];

    /// <summary>The answers of special categories that were opened for this view, with their legal grounds; empty for none.</summary>
    public IReadOnlyList<OpenedSpecial> Opened { get; init; } = [];

    /// <summary>Whether it holds answers of special categories that the person may open or has opened.</summary>
    public bool HoldsSpecial =>
        Form.Concat(ActionContents.SelectMany(content => content.Sections))
            .SelectMany(section => section.Elements)
            .Any(element => element is FieldView { Field.Special: not null, IsHidden: false, HasAnswer: true });

    /// <summary>How the guide led to the procedure; null if the sender did not use it.</summary>
    public ChosenWay? Way { get; init; }

    /// <summary>The later versions of the form, the newest first.</summary>
    public IReadOnlyList<FormVersion> Versions { get; init; } = [];

    /// <summary>The exchange from which it was copied; null if there is none or the person may not see its content.</summary>
    public CopyOrigin? Origin { get; init; }

    /// <summary>The procedures into which the person can copy it now.</summary>
    public IReadOnlyList<Procedure> CopiesInto { get; init; } = [];

    /// <summary>The recipients of the broadcast, or those that a draft would reach; empty for a request.</summary>
    public required IReadOnlyList<Imi.Kernel.Network.Directory.Authority> Recipients { get; init; }

    /// <summary>The authorities that actions informed: the Commission of a request, and authorities of other countries; empty for none.</summary>
    public IReadOnlyList<Imi.Kernel.Network.Directory.Authority> Informed { get; init; } = [];

    /// <summary>The answers to the forms of actions, the oldest first.</summary>
    public IReadOnlyList<ActionContent> ActionContents { get; init; } = [];

    /// <summary>The rectifications, the newest first; the earlier versions are blocked.</summary>
    public IReadOnlyList<Rectified> Rectified { get; init; } = [];

    /// <summary>The authorities whose contributions the person may correct now.</summary>
    public IReadOnlyList<Guid> Rectifies { get; init; } = [];

    /// <summary>The recorded corrections of hidden data, the oldest first; empty if the person sees no personal data.</summary>
    public IReadOnlyList<Message> Corrections { get; init; } = [];

    /// <summary>The messages, the oldest first; empty if the person sees no personal data.</summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];

    /// <summary>The number of messages, also if the person may not read them.</summary>
    public int MessageCount { get; init; }

    /// <summary>The files, the oldest first; empty if the person sees no personal data.</summary>
    public IReadOnlyList<AttachedFile> Files { get; init; } = [];

    /// <summary>The timeline, the oldest entry first.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>The parts that were split off, the oldest first.</summary>
    public IReadOnlyList<SplitPart> Parts { get; init; } = [];

    /// <summary>The linked exchanges that the person may see too.</summary>
    public IReadOnlyList<LinkedExchange> Links { get; init; } = [];

    /// <summary>The assigned people, by authority.</summary>
    public required ILookup<Guid, Guid> Assigned { get; init; }

    /// <summary>The actions that the person may take now, in the procedure's order.</summary>
    public IReadOnlyList<ActionDefinition> Actions { get; init; } = [];

    /// <summary>The authority in whose name the person takes part; null if the person may only read.</summary>
    public required Guid? ActsFor { get; init; }

    /// <summary>Whether the person belongs to the central authority that acts in the name of <see cref="ActsFor"/>.</summary>
    public bool ActsThrough { get; init; }

    /// <summary>
    /// The authorities to whose handlers the person may assign it; the one in whose name the person acts comes first. Empty if the person cannot
    /// allocate now.
    /// </summary>
    public IReadOnlyList<Guid> AllocatesTo { get; init; } = [];

    /// <summary>Whether the person may write messages, attach files and link exchanges.</summary>
    public bool MayContribute { get; init; }

    /// <summary>Whether the person may ask for the explanation of who may act and why.</summary>
    public bool MayAskWhy { get; init; }

    /// <summary>The authorities in the view, by id.</summary>
    public required IReadOnlyDictionary<Guid, Imi.Kernel.Network.Directory.Authority> Authorities { get; init; }

    /// <summary>The names of the people in the view, by id.</summary>
    public IReadOnlyDictionary<Guid, string> People { get; init; } = new Dictionary<Guid, string>();

    /// <summary>What the person's authorities have to do, the first due first.</summary>
    public IReadOnlyList<Turn> MyTurns { get; init; } = [];

    /// <summary>Whether an authority for which the person may act has to act.</summary>
    public bool IsMyTurn => Actions.Count > 0 && MyTurns.Count > 0;

    /// <summary>What others have to do, the first due first.</summary>
    public IReadOnlyList<Turn> OthersTurns =>
        [.. Exchange.Turns.Where(turn => !MyTurns.Contains(turn) || (turn is { IsOfState: true, Party: Party.Recipients } && Awaited.Count > 1))];

    /// <summary>Whether the person's authority, one of several recipients, has given the reply for which the state waits.</summary>
    public bool HasResponded { get; init; }

    /// <summary>Returns whether an authority, one of several recipients, has given the reply for which the state waits.</summary>
    public bool HasAnswered(Guid authority) => Exchange.Participations.Any(part => part.AuthorityId == authority && part.HasResponded);

    /// <summary>The recipients of the broadcast that are asked for a reply; empty for a request.</summary>
    public IReadOnlyList<Imi.Kernel.Network.Directory.Authority> Asked =>
        [.. Recipients.Where(one => Exchange.Participations.Any(part => part.AuthorityId == one.Id && part is { IsHost: true, IsAsked: true }))];

    /// <summary>The asked recipients that have not replied; empty unless the state waits for replies.</summary>
    public IReadOnlyList<Imi.Kernel.Network.Directory.Authority> Awaited =>
        Exchange.WaitsFor == Party.Recipients ? [.. Asked.Where(one => !HasAnswered(one.Id))] : [];

    /// <summary>The history of the reply-by date, the oldest event first; empty for a broadcast.</summary>
    public IReadOnlyList<ReplyDateEvent> ReplyDates => Exchange.Reached is null ? Imi.Kernel.Exchanges.ReplyDates.Of(Procedure, Timeline) : [];

    /// <summary>Finds the last action of the procedure that an authority took, except allocation; null if it has taken none.</summary>
    public TimelineEntry? LastActionOf(Guid authority) =>
        Timeline.LastOrDefault(entry => entry.AuthorityId == authority && Procedure.Action(entry.Action) is { } action && !action.DoesVerb(Verb.Allocate));

    /// <summary>
    /// Finds what an action would leave unfinished: it closes the exchange while a part is open, before the state's last day, before all
    /// recipients have replied, or during an examination. Show the warnings before the person takes the action.
    /// </summary>
    public IReadOnlyList<ActionWarning> WarningsOf(ActionDefinition action)
    {
        if (Exchange.Phase != Phase.Open || action.To is not { } to || Procedure.State(to).Phase != Phase.Closed)
            return [];
        var warnings = new List<ActionWarning>();
        if (Parts.Count(part => part.IsOpen) is > 0 and var open)
            warnings.Add(new ActionWarning(ActionWarningKind.OpenParts, open, null));
        if (Exchange is { WaitsFor: Party.Recipients, DueOn: { } due } && due >= Today)
            warnings.Add(new ActionWarning(ActionWarningKind.BeforeLastDay, 0, due));
        if (Awaited.Count > 0)
            warnings.Add(new ActionWarning(ActionWarningKind.AnswersMissing, Awaited.Count, null));
        if (Exchange.ExaminedBy is not null)
            warnings.Add(new ActionWarning(ActionWarningKind.ExaminationRuns, 0, null));
        return warnings;
    }

    /// <summary>The date in Brussels when the exchange was read.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Why a draft can no longer be sent, regardless of its answers; null if it can, or if it is no draft.</summary>
    public AccessReason? WhyNotSent { get; init; }

    /// <summary>The parties for which the person works.</summary>
    public IReadOnlyList<Party> MyParties { get; init; } = [];
}

/// <summary>An unblocking by which a person reads hidden personal data.</summary>
/// <param name="Until">The last day.</param>
/// <param name="Purpose">The purpose, as the journal records it.</param>
public sealed record HiddenReading(DateOnly Until, string Purpose);

/// <summary>An answer of a special category that was opened (Regulation (EU) No 1024/2012, Article 16).</summary>
/// <param name="Key">The place of the content and the field's name, with a dot between them.</param>
/// <param name="Category">The special category.</param>
/// <param name="Ground">The legal ground for processing it; empty if a draft does not name one yet.</param>
public sealed record OpenedSpecial(string Key, string Category, string Ground)
{
    /// <summary>Finds the answers of special categories in a form; empty if <paramref name="form"/> is null.</summary>
    internal static IReadOnlyList<OpenedSpecial> In(Form? form, Answers answers, string place) =>
        [
            .. form?.SpecialFields.Where(field => field.Special is not null && answers.Has(field.Name))
                .Select(field => new OpenedSpecial($"{place}.{field.Name}", field.Special!, answers.Text(SpecialData.GroundFor(field.Name))))
                ?? [],
        ];

    /// <inheritdoc/>
    public override string ToString() => $"{Key}:{Category}/{Ground}";
}

/// <summary>A later version of an exchange's form.</summary>
/// <param name="Number">Its number; the form as it was sent is number 1.</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="UserId">The person who made it.</param>
/// <param name="AuthorityId">The authority in whose name it was made.</param>
/// <param name="Differences">Its changes, in the reader's language.</param>
public sealed record FormVersion(int Number, DateTime At, Guid UserId, Guid AuthorityId, IReadOnlyList<FieldDifference> Differences);

/// <summary>The exchange from which another was copied.</summary>
/// <param name="Id">The exchange.</param>
/// <param name="Number">Its number.</param>
/// <param name="Unchanged">The fields whose answers are still the same as there.</param>
public sealed record CopyOrigin(Guid Id, string Number, IReadOnlySet<string> Unchanged);

/// <summary>The answers to the form of an action.</summary>
/// <param name="Entry">The timeline's entry of the action.</param>
/// <param name="Form">The form.</param>
/// <param name="Language">The language of the answers.</param>
/// <param name="Answers">The answers as entered, without those that the person may not see.</param>
/// <param name="Sections">The form for reading, in the person's language.</param>
public sealed record ActionContent(TimelineEntry Entry, Form Form, string Language, Answers Answers, IReadOnlyList<FormSectionView> Sections);

/// <summary>A message between the parties, or a recorded correction. <paramref name="At"/> is UTC.</summary>
public sealed record Message(Guid Id, Guid AuthorId, Guid AuthorityId, DateTime At, string Language, string Text);

/// <summary>An exchange that was split off from another.</summary>
/// <param name="Id">The exchange.</param>
/// <param name="Number">Its number.</param>
/// <param name="AuthorityId">Its current recipient.</param>
/// <param name="State">Its state.</param>
/// <param name="Phase">Its phase.</param>
/// <param name="At">When it was split off, UTC.</param>
public sealed record SplitPart(Guid Id, string Number, Guid AuthorityId, string State, Phase Phase, DateTime At)
{
    /// <summary>Whether it is still open.</summary>
    public bool IsOpen => Phase == Phase.Open;
}

/// <summary>An exchange that is linked to another.</summary>
/// <param name="Id">The linked exchange.</param>
/// <param name="Number">Its number; null for a draft.</param>
/// <param name="Module">Its module.</param>
/// <param name="Procedure">Its procedure.</param>
/// <param name="State">Its state.</param>
/// <param name="Kind">The kind of the link.</param>
/// <param name="IsOrigin">Whether the linked exchange is the earlier one.</param>
public sealed record LinkedExchange(Guid Id, string? Number, string Module, string Procedure, string State, LinkKind Kind, bool IsOrigin);
