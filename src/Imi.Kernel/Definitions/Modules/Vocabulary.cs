namespace Imi.Kernel.Definitions.Modules;

/// <summary>The part of its life in which an exchange is.</summary>
public enum Phase
{
    /// <summary>Being written; nobody but the sender sees it.</summary>
    Draft,

    /// <summary>Under way.</summary>
    Open,

    /// <summary>Formally closed: retention begins.</summary>
    Closed,

    /// <summary>Its personal data are hidden: content is stored, and shown to nobody. The kernel's own: no definition names it.</summary>
    Hidden,

    /// <summary>Its content is deleted for good; what is not personal stays for statistics. The kernel's own: no definition names it.</summary>
    Deleted,
}

/// <summary>A party of an exchange.</summary>
public enum Party
{
    /// <summary>The authority that asks.</summary>
    Sender,

    /// <summary>The authority that is asked.</summary>
    Recipient,

    /// <summary>The coordinator linked to the sender.</summary>
    CoordinatorOfSender,

    /// <summary>The coordinator linked to the recipient.</summary>
    CoordinatorOfRecipient,

    /// <summary>Each of the authorities that a notification or alert was broadcast or passed on to, the Commission among them.</summary>
    Recipients,

    /// <summary>The European Commission, where a notification or alert was broadcast to it.</summary>
    Commission,
}

/// <summary>The role that an officer needs to take an action.</summary>
public enum ExchangeRole
{
    /// <summary>Request handler: sends and answers in the authority's name.</summary>
    Handler,

    /// <summary>Allocator: assigns exchanges to handlers.</summary>
    Allocator,

    /// <summary>Referral handler of a coordinator: approves, returns and concludes referrals.</summary>
    Referral,
}

/// <summary>What an action does beyond moving to a state.</summary>
public enum Verb
{
    /// <summary>Removes the draft and everything in it.</summary>
    DeleteDraft,

    /// <summary>Hands the exchange to another authority of the recipient's country.</summary>
    Forward,

    /// <summary>Moves chosen items to another authority as a linked exchange.</summary>
    Split,

    /// <summary>Assigns handlers of the actor's authority.</summary>
    Allocate,

    /// <summary>Reads the reply-by date; another than the one wanted is a counter-proposal.</summary>
    ProposeDate,

    /// <summary>The counter-proposed date becomes the reply-by date.</summary>
    AgreeDate,

    /// <summary>The reply-by date stays as the sender wanted it.</summary>
    DeclineDate,

    /// <summary>The recipient's complete reply; of one of several recipients, what the state waits for.</summary>
    Answer,

    /// <summary>Opens another round with a new reply-by date.</summary>
    Round,

    /// <summary>Reaches the recipients of a notification or alert.</summary>
    Broadcast,

    /// <summary>Passes a notification or alert on to another authority of the actor's country.</summary>
    Disseminate,

    /// <summary>Changes the form after it was sent: a new version, the earlier ones kept.</summary>
    Amend,

    /// <summary>Moves the state's last day.</summary>
    Extend,
}

/// <summary>The words of the definition language for the names above.</summary>
public static class Words
{
    /// <summary>Phases by their words.</summary>
    public static IReadOnlyDictionary<string, Phase> Phases { get; } = new Dictionary<string, Phase>(StringComparer.Ordinal)
    {
        ["draft"] = Phase.Draft, ["open"] = Phase.Open, ["closed"] = Phase.Closed,
    };

    /// <summary>Parties by their words.</summary>
    public static IReadOnlyDictionary<string, Party> Parties { get; } = new Dictionary<string, Party>(StringComparer.Ordinal)
    {
        ["sender"] = Party.Sender,
        ["recipient"] = Party.Recipient,
        ["coordinator of sender"] = Party.CoordinatorOfSender,
        ["coordinator of recipient"] = Party.CoordinatorOfRecipient,
        ["recipients"] = Party.Recipients,
        ["commission"] = Party.Commission,
    };

    /// <summary>Roles by their words.</summary>
    public static IReadOnlyDictionary<string, ExchangeRole> Roles { get; } = new Dictionary<string, ExchangeRole>(StringComparer.Ordinal)
    {
        ["handler"] = ExchangeRole.Handler, ["allocator"] = ExchangeRole.Allocator, ["referral"] = ExchangeRole.Referral,
    };

    /// <summary>Kinds of procedures by their words.</summary>
    public static IReadOnlyDictionary<string, ProcedureKind> Kinds { get; } = new Dictionary<string, ProcedureKind>(StringComparer.Ordinal)
    {
        ["request"] = ProcedureKind.Request,
        ["notification"] = ProcedureKind.Notification,
        ["alert"] = ProcedureKind.Alert,
    };

    /// <summary>Verbs by their words.</summary>
    public static IReadOnlyDictionary<string, Verb> Verbs { get; } = new Dictionary<string, Verb>(StringComparer.Ordinal)
    {
        ["delete-draft"] = Verb.DeleteDraft,
        ["forward"] = Verb.Forward,
        ["split"] = Verb.Split,
        ["allocate"] = Verb.Allocate,
        ["propose-date"] = Verb.ProposeDate,
        ["agree-date"] = Verb.AgreeDate,
        ["decline-date"] = Verb.DeclineDate,
        ["answer"] = Verb.Answer,
        ["round"] = Verb.Round,
        ["broadcast"] = Verb.Broadcast,
        ["disseminate"] = Verb.Disseminate,
        ["amend"] = Verb.Amend,
        ["extend"] = Verb.Extend,
    };

    /// <summary>
    /// Special categories of data: racial or ethnic origin, political opinions, religious or philosophical beliefs, trade-union
    /// membership, health, sex life (Article 16(1) of Regulation (EU) No 1024/2012); offences, convictions, sanctions and what else
    /// tells whether somebody is of good repute (Article 16(2)).
    /// </summary>
    public static IReadOnlyList<string> SpecialCategories { get; } = ["origin", "opinions", "beliefs", "membership", "health", "sex-life", "offences"];

    /// <summary>Field types by their words.</summary>
    public static IReadOnlyDictionary<string, FieldType> FieldTypes { get; } = new Dictionary<string, FieldType>(StringComparer.Ordinal)
    {
        ["text"] = FieldType.Text,
        ["longtext"] = FieldType.LongText,
        ["choice"] = FieldType.Choice,
        ["multichoice"] = FieldType.MultipleChoice,
        ["yesno"] = FieldType.YesNo,
        ["date"] = FieldType.Date,
        ["number"] = FieldType.Number,
        ["country"] = FieldType.Country,
        ["language"] = FieldType.Language,
        ["url"] = FieldType.WebAddress,
        ["email"] = FieldType.Email,
        ["authority"] = FieldType.Authority,
    };
}
