using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Guidance;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>An exchange as one person may see it now.</summary>
public sealed record ExchangeDetails
{
    /// <summary>The exchange.</summary>
    public required Exchange Exchange { get; init; }

    /// <summary>Its module, in the version that it started with.</summary>
    public required PolicyModule Module { get; init; }

    /// <summary>Its procedure.</summary>
    public required Procedure Procedure { get; init; }

    /// <summary>What the conditions of forms that its actions ask read of it; nothing of it is to be shown.</summary>
    public required IConditionContext Facts { get; init; }

    /// <summary>How much the person sees.</summary>
    public required Sight Sight { get; init; }

    /// <summary>Whether its content cannot be opened, so that nobody sees more than that it exists.</summary>
    public bool IsContentLost { get; init; }

    /// <summary>For what the person reads personal data that are hidden, and until when; null where they are not, or not shown.</summary>
    public HiddenReading? Reading { get; init; }

    /// <summary>What names the case, as far as the person may see it; may be empty.</summary>
    public required string About { get; init; }

    /// <summary>The answers as typed, what the person may not see left out.</summary>
    public required Answers Answers { get; init; }

    /// <summary>The form for reading, in the person's language.</summary>
    public required IReadOnlyList<FormSectionView> Form { get; init; }

    /// <summary>What of special categories was opened for this look, each with the ground on which it is processed; empty for nothing.</summary>
    public required IReadOnlyList<OpenedSpecial> Opened { get; init; }

    /// <summary>Whether there are answers of special categories that the person may open, or has opened.</summary>
    public bool HoldsSpecial =>
        Form.Concat(ActionContents.SelectMany(content => content.Sections))
            .SelectMany(section => section.Elements)
            .Any(element => element is FieldView { Field.Special: not null, IsHidden: false, HasAnswer: true });

    /// <summary>How the guide led to the procedure; null where nobody asked it.</summary>
    public required ChosenWay? Way { get; init; }

    /// <summary>The later versions of the form, the newest first.</summary>
    public required IReadOnlyList<FormVersion> Versions { get; init; }

    /// <summary>The exchange that it was copied from; null for none, and where the person may not see that one's content.</summary>
    public required CopyOrigin? Origin { get; init; }

    /// <summary>The procedures into which the person can copy it now.</summary>
    public required IReadOnlyList<Procedure> CopiesInto { get; init; }

    /// <summary>The recipients that a draft's broadcast would reach, or that the exchange has; empty for a request.</summary>
    public required IReadOnlyList<Imi.Kernel.Network.Directory.Authority> Recipients { get; init; }

    /// <summary>What the actions asked and was answered, oldest first.</summary>
    public required IReadOnlyList<ActionContent> ActionContents { get; init; }

    /// <summary>What was corrected, the newest first; the earlier versions are blocked.</summary>
    public required IReadOnlyList<Rectified> Rectified { get; init; }

    /// <summary>The authorities whose contributions the person may correct now.</summary>
    public required IReadOnlyList<Guid> Rectifies { get; init; }

    /// <summary>What contested data that are hidden should say, oldest first; empty for who sees no personal data.</summary>
    public required IReadOnlyList<Message> Corrections { get; init; }

    /// <summary>The messages, oldest first; empty for who sees no personal data.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>How many messages there are.</summary>
    public required int MessageCount { get; init; }

    /// <summary>The files, oldest first; empty for who sees no personal data.</summary>
    public required IReadOnlyList<AttachedFile> Files { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public required IReadOnlyList<TimelineEntry> Timeline { get; init; }

    /// <summary>The parts that were split off, oldest first; empty for none.</summary>
    public required IReadOnlyList<SplitPart> Parts { get; init; }

    /// <summary>Linked exchanges that the person may see too.</summary>
    public required IReadOnlyList<LinkedExchange> Links { get; init; }

    /// <summary>The people to whom it is assigned, authority by authority.</summary>
    public required ILookup<Guid, Guid> Assigned { get; init; }

    /// <summary>The actions that the person may take now, in the procedure's order.</summary>
    public required IReadOnlyList<ActionDefinition> Actions { get; init; }

    /// <summary>The authority in whose name the person takes part; null for who only looks.</summary>
    public required Guid? ActsFor { get; init; }

    /// <summary>Whether the person takes part at a central authority that acts in its name.</summary>
    public required bool ActsThrough { get; init; }

    /// <summary>The authorities whose handlers the person may assign it to; the one in whose name comes first. Empty for who does not allocate now.</summary>
    public required IReadOnlyList<Guid> AllocatesTo { get; init; }

    /// <summary>Whether the person may write messages, attach files and link.</summary>
    public required bool MayContribute { get; init; }

    /// <summary>Whether the person may ask why somebody may or may not act.</summary>
    public required bool MayAskWhy { get; init; }

    /// <summary>The authorities and people that are named, to look up once.</summary>
    public required IReadOnlyDictionary<Guid, Imi.Kernel.Network.Directory.Authority> Authorities { get; init; }

    /// <summary>The people who are named.</summary>
    public required IReadOnlyDictionary<Guid, string> People { get; init; }

    /// <summary>What the authorities for which the person works have to do, what is due first at the front.</summary>
    public required IReadOnlyList<Turn> MyTurns { get; init; }

    /// <summary>Whether it is the turn of an authority for which the person may act.</summary>
    public bool IsMyTurn => Actions.Count > 0 && MyTurns.Count > 0;

    /// <summary>What others have to do, what is due first at the front.</summary>
    public IReadOnlyList<Turn> OthersTurns =>
        [.. Exchange.Turns.Where(turn => !MyTurns.Contains(turn) || (turn is { IsOfState: true, Party: Party.Recipients } && Awaited.Count > 1))];

    /// <summary>Whether the person's authority, one recipient of several, has given the answer that the state waits for.</summary>
    public required bool HasResponded { get; init; }

    /// <summary>Whether an authority, one recipient of several, has given the answer that the state waits for.</summary>
    public bool HasAnswered(Guid authority) => Exchange.Participations.Any(part => part.AuthorityId == authority && part.HasResponded);

    /// <summary>The recipients of the broadcast that are asked for an answer; empty for a request.</summary>
    public IReadOnlyList<Imi.Kernel.Network.Directory.Authority> Asked =>
        [.. Recipients.Where(one => Exchange.Participations.Any(part => part.AuthorityId == one.Id && part is { IsHost: true, IsAsked: true }))];

    /// <summary>Those of them that have not answered, while the state waits for answers.</summary>
    public IReadOnlyList<Imi.Kernel.Network.Directory.Authority> Awaited =>
        Exchange.WaitsFor == Party.Recipients ? [.. Asked.Where(one => !HasAnswered(one.Id))] : [];

    /// <summary>What was asked, proposed and settled about the reply-by date, oldest first.</summary>
    public IReadOnlyList<ReplyDateEvent> ReplyDates => Exchange.Reached is null ? Imi.Kernel.Exchanges.ReplyDates.Of(Procedure, Timeline) : [];

    /// <summary>The last action of the procedure that an authority took, handing out work apart; null where it has taken none.</summary>
    public TimelineEntry? LastActionOf(Guid authority) =>
        Timeline.LastOrDefault(entry => entry.AuthorityId == authority && Procedure.Action(entry.Action) is { } action && !action.DoesVerb(Verb.Allocate));

    /// <summary>
    /// What an action would end although it is not done: the action closes the exchange while a part is open, the state's last day is to
    /// come, recipients have not answered or an examination runs. Whoever takes the action is to be told before.
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

    /// <summary>Today in Brussels, as the exchange was read.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Why a draft can no longer be sent, whatever is written in it; null where it can, and for what is no draft.</summary>
    public AccessReason? WhyNotSent { get; init; }

    /// <summary>The parties for which the person works.</summary>
    public required IReadOnlyList<Party> MyParties { get; init; }
}

/// <summary>That hidden personal data may be read for a while.</summary>
/// <param name="Until">The last day.</param>
/// <param name="Purpose">For what, as the journal notes it.</param>
public sealed record HiddenReading(DateOnly Until, string Purpose);

/// <summary>Something of a special category that was opened.</summary>
/// <param name="Key">The field with its place.</param>
/// <param name="Category">The category.</param>
/// <param name="Ground">The ground on which it is processed; empty while a draft does not say.</param>
public sealed record OpenedSpecial(string Key, string Category, string Ground)
{
    /// <summary>What the journal calls a look that opens it.</summary>
    public const string Look = "special";

    /// <summary>What a form holds of special categories.</summary>
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
/// <param name="Number">Its number; the form as it was sent is 1.</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="UserId">Who made it.</param>
/// <param name="AuthorityId">In which authority's name.</param>
/// <param name="Differences">What it changed, in the reader's language.</param>
public sealed record FormVersion(int Number, DateTime At, Guid UserId, Guid AuthorityId, IReadOnlyList<FieldDifference> Differences);

/// <summary>The exchange that another was copied from.</summary>
/// <param name="Id">The exchange.</param>
/// <param name="Number">Its number.</param>
/// <param name="Unchanged">The fields that still say what they said there.</param>
public sealed record CopyOrigin(Guid Id, string Number, IReadOnlySet<string> Unchanged);

/// <summary>What an action asked and was answered.</summary>
/// <param name="Entry">When it happened and who did it.</param>
/// <param name="Form">The form.</param>
/// <param name="Language">The language that it was written in.</param>
/// <param name="Answers">The answers as typed, what the person may not see left out.</param>
/// <param name="Sections">For reading, in the person's language.</param>
public sealed record ActionContent(TimelineEntry Entry, Form Form, string Language, Answers Answers, IReadOnlyList<FormSectionView> Sections);

/// <summary>A message between the parties.</summary>
public sealed record Message(Guid Id, Guid AuthorId, Guid AuthorityId, DateTime At, string Language, string Text);

/// <summary>A part that was split off from an exchange.</summary>
/// <param name="Id">The exchange that it is now.</param>
/// <param name="Number">Its number.</param>
/// <param name="AuthorityId">Who has it now.</param>
/// <param name="State">Its state.</param>
/// <param name="Phase">Its phase.</param>
/// <param name="At">When it was split off, UTC.</param>
public sealed record SplitPart(Guid Id, string Number, Guid AuthorityId, string State, Phase Phase, DateTime At)
{
    /// <summary>Whether it is still under way.</summary>
    public bool IsOpen => Phase == Phase.Open;
}

/// <summary>An exchange that is linked to another.</summary>
/// <param name="Id">The linked exchange.</param>
/// <param name="Number">Its number; null for a draft.</param>
/// <param name="Module">Its module.</param>
/// <param name="Procedure">Its procedure.</param>
/// <param name="State">Its state.</param>
/// <param name="Kind">Why they are linked.</param>
/// <param name="IsOrigin">Whether the linked one came first.</param>
public sealed record LinkedExchange(Guid Id, string? Number, string Module, string Procedure, string State, LinkKind Kind, bool IsOrigin);
