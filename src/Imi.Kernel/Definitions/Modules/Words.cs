namespace Imi.Kernel.Definitions.Modules;

/// <summary>The keywords of the definition language with their values.</summary>
public static class Words
{
    /// <summary>Phases by keyword.</summary>
    public static IReadOnlyDictionary<string, Phase> Phases { get; } =
        new Dictionary<string, Phase>(StringComparer.Ordinal)
        {
            ["draft"] = Phase.Draft,
            ["open"] = Phase.Open,
            ["closed"] = Phase.Closed,
        };

    /// <summary>Parties by keyword.</summary>
    public static IReadOnlyDictionary<string, Party> Parties { get; } =
        new Dictionary<string, Party>(StringComparer.Ordinal)
        {
            ["sender"] = Party.Sender,
            ["recipient"] = Party.Recipient,
            ["coordinator of sender"] = Party.CoordinatorOfSender,
            ["coordinator of recipient"] = Party.CoordinatorOfRecipient,
            ["recipients"] = Party.Recipients,
            ["commission"] = Party.Commission,
        };

    /// <summary>Roles by keyword.</summary>
    public static IReadOnlyDictionary<string, ExchangeRole> Roles { get; } =
        new Dictionary<string, ExchangeRole>(StringComparer.Ordinal)
        {
            ["handler"] = ExchangeRole.Handler,
            ["allocator"] = ExchangeRole.Allocator,
            ["referral"] = ExchangeRole.Referral,
        };

    /// <summary>The last day of a state that is the reply-by date in force.</summary>
    public const string Reply = "reply";

    /// <summary>The keyword for the Commission, which an action can inform.</summary>
    public const string Commission = "commission";

    /// <summary>The keyword for the other countries, which an action can inform.</summary>
    public const string Countries = "countries";

    /// <summary>The actor that is the platform itself.</summary>
    public const string Platform = "platform";

    /// <summary>Actors other than the platform by keyword: <c>PARTY.ROLE</c>.</summary>
    public static IReadOnlyDictionary<string, ActorRule> Actors { get; } =
        Parties
            .SelectMany(party => Roles.Select(role => KeyValuePair.Create($"{party.Key}.{role.Key}", new ActorRule(party.Value, role.Value))))
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>Settings of an authority's mandate by keyword, such as <c>sender.refers</c>.</summary>
    public static IReadOnlyDictionary<string, Condition.SetUp> Settings { get; } =
        Parties
            .Where(party => party.Value is Party.Sender or Party.Recipient)
            .SelectMany(party =>
                ((string[])["approves-requests", "approves-replies", "refers"]).Select(setting =>
                    KeyValuePair.Create($"{party.Key}.{setting}", new Condition.SetUp(party.Value, setting))
                )
            )
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>Parties whose country a condition may compare, by keyword, such as <c>sender.country</c>.</summary>
    public static IReadOnlyDictionary<string, Party> CountriesOf { get; } =
        Parties
            .Where(party => party.Value is Party.Sender or Party.Recipient)
            .ToDictionary(party => $"{party.Key}.country", party => party.Value, StringComparer.Ordinal);

    /// <summary>Kinds of procedures by keyword.</summary>
    public static IReadOnlyDictionary<string, ProcedureKind> Kinds { get; } =
        new Dictionary<string, ProcedureKind>(StringComparer.Ordinal)
        {
            ["request"] = ProcedureKind.Request,
            ["notification"] = ProcedureKind.Notification,
            ["alert"] = ProcedureKind.Alert,
        };

    /// <summary>Verbs by keyword.</summary>
    public static IReadOnlyDictionary<string, Verb> Verbs { get; } =
        new Dictionary<string, Verb>(StringComparer.Ordinal)
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
    /// Special categories of data: racial or ethnic origin, political opinions, religious or philosophical beliefs, trade-union membership, health, sex life
    /// (Article 16(1) of Regulation (EU) No 1024/2012); offences, convictions, sanctions and other information on a person's good repute (Article 16(2)).
    /// </summary>
    public static IReadOnlyList<string> SpecialCategories { get; } = ["origin", "opinions", "beliefs", "membership", "health", "sex-life", "offences"];

    /// <summary>Field types by keyword.</summary>
    public static IReadOnlyDictionary<string, FieldType> FieldTypes { get; } =
        new Dictionary<string, FieldType>(StringComparer.Ordinal)
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

    /// <summary>Returns the keyword of a value.</summary>
    public static string WordFor<T>(this IReadOnlyDictionary<string, T> words, T value) =>
        words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Key;
}
