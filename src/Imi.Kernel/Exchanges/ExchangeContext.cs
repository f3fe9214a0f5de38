using System.Security.Cryptography;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>An exchange, loaded and decrypted once, with all data that determine what may happen to it.</summary>
internal sealed partial class ExchangeContext : IConditionContext
{
    private readonly IReadOnlySet<string> _done;
    private readonly PartyStandings _parties;
    private readonly (Mandate? Mandate, Standing Standing) _sender;
    private readonly (Mandate? Mandate, Standing Standing) _recipient;

    public ExchangeContext(
        Exchange exchange,
        PolicyModule module,
        Procedure procedure,
        PartyStandings parties,
        IReadOnlyList<Assignment> assignments,
        IReadOnlySet<string> done,
        DateOnly today,
        ExchangeCipher? cipher,
        IReadOnlyList<ContentDocument> documents,
        bool hasOpenPart
    )
    {
        (Exchange, Module, Procedure, Today, Assignments, HasOpenPart) = (exchange, module, procedure, today, assignments, hasOpenPart);
        (_parties, _done, OpenCipher, Documents) = (parties, done, cipher, documents);
        (Answers, ActionAnswers, FormAuthor) = Read(documents, cipher);
        var isUnderWay = exchange.Phase != Phase.Draft;
        _sender = parties.Of(exchange.SenderId, Capacity.Sender, isUnderWay);
        _recipient = exchange.RecipientId is { } recipient ? parties.Of(recipient, Capacity.Recipient, isUnderWay) : (null, Standing.Good);
        Access = AccessOf();
    }

    public Exchange Exchange { get; }

    public PolicyModule Module { get; }

    public Procedure Procedure { get; }

    public DateOnly Today { get; }

    public StateDefinition State => Procedure.State(Exchange.State);

    public Mandate? SenderMandate => _sender.Mandate;

    public Mandate? RecipientMandate => _recipient.Mandate;

    public IReadOnlyList<Assignment> Assignments { get; }

    /// <summary>The encrypted documents of the exchange, oldest first; empty if nobody may read them now, or their key is lost.</summary>
    public IReadOnlyList<ContentDocument> Documents { get; }

    /// <summary>The cipher of the exchange, valid as long as the scope; null if nobody may read the content now, or its key is lost.</summary>
    public ExchangeCipher? OpenCipher { get; }

    /// <summary>The cipher of the exchange, valid as long as the scope.</summary>
    /// <exception cref="CryptographicException">Nobody may read the content now, or its key is lost.</exception>
    public ExchangeCipher Cipher => OpenCipher ?? throw new CryptographicException($"The content of exchange {Exchange.Id} cannot be read.");

    /// <summary>Whether the content should be there but cannot be decrypted.</summary>
    public bool IsContentLost
    {
        get => Access.IsContentLost;
        init => Access = Access with { IsContentLost = value };
    }

    /// <summary>Whether the person has just created the exchange with answers of their own, so that it holds nothing that others wrote.</summary>
    public bool IsOwnCreation { get; init; }

    public Answers Answers { get; }

    /// <summary>The person who last saved the answers.</summary>
    public Guid FormAuthor { get; }

    /// <summary>The latest answers to each form that an action asked.</summary>
    public IReadOnlyDictionary<string, Answers> ActionAnswers { get; }

    /// <summary>Whether a part that was split off is still open; false if no condition of the procedure asks for it.</summary>
    public bool HasOpenPart { get; }

    public ExchangeAccess Access { get; private init; }

    /// <summary>
    /// Returns the exchange after an action that changed it in the current transaction; null if it must be loaded again, because another authority takes
    /// part or a part was split off.
    /// </summary>
    /// <param name="assignments">The assignments after the action.</param>
    /// <param name="documents">The documents after the action, oldest first.</param>
    /// <param name="action">The name of the action; empty for a change that is no action.</param>
    public ExchangeContext? After(IReadOnlyList<Assignment> assignments, IReadOnlyList<ContentDocument> documents, string action)
    {
        if (!Exchange.Participations.All(part => _parties.Knows(part.AuthorityId)) || Procedure.Action(action)?.DoesVerb(Verb.Split) == true)
            return null;
        var done = action.Length == 0 ? _done : new HashSet<string>(_done, StringComparer.Ordinal) { action };
        return new ExchangeContext(Exchange, Module, Procedure, _parties, assignments, done, Today, OpenCipher, documents, HasOpenPart)
        {
            IsContentLost = IsContentLost,
        };
    }

    /// <summary>Returns the code of the country of an authority that takes part.</summary>
    public string CountryOf(Guid authority) => _parties.CountryOf(authority)!;

    public bool IsPending(string name) =>
        name switch
        {
            TaskDefinition.DateProposal => Exchange.ReplyByProposed is not null,
            TaskDefinition.Examination => Exchange.ExaminedBy is not null,
            Condition.Pending.Period => Exchange.DueOn >= Today,
            Condition.Pending.Answers => Exchange.Participations.Any(part => TurnPolicy.IsAwaited(Exchange, part)),
            Condition.Pending.Parts => HasOpenPart,
            _ => Exchange.Tasks.Any(task => task.Name == name) || Exchange.Clock(name)?.Runs(Today) == true,
        };

    public DateOnly? DayOf(string bound) =>
        bound switch
        {
            DateBound.Today => Today,
            DateBound.Sent => Exchange.SentAt is { } sent ? DeadlineCalendar.DayOf(sent) : null,
            DateBound.Accepted => Exchange.AcceptedAt is { } accepted ? DeadlineCalendar.DayOf(accepted) : null,
            _ => null,
        };

    public string? CountryOf(Party party) =>
        party switch
        {
            Party.Sender => Exchange.SenderCountry,
            Party.Recipient => Exchange.RecipientCountry,
            _ => null,
        };

    public bool WasDone(string action) => _done.Contains(action);

    public IReadOnlyList<string> AnswersTo(string field)
    {
        var dot = field.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return Answers.Texts(field);
        return ActionAnswers.TryGetValue(field[..dot], out var asked) ? asked.Texts(field[(dot + 1)..]) : [];
    }

    /// <summary>Whether a field, or a field of a form that an action asked, is of a special category.</summary>
    public bool IsSpecial(string field)
    {
        var dot = field.IndexOf('.', StringComparison.Ordinal);
        var form = dot < 0 ? Procedure.Form : Module.Forms.GetValueOrDefault(field[..dot]);
        return form?.Elements.GetValueOrDefault(field[(dot + 1)..]) is Field { Special: not null };
    }

    public bool HasSetting(Party party, string setting)
    {
        var mandate = party is Party.Sender ? SenderMandate : RecipientMandate;
        if (mandate?.Coordinators.Any() != true)
            return false;
        return setting switch
        {
            "approves-requests" => mandate.ApprovesRequests,
            "approves-replies" => mandate.ApprovesReplies,
            "refers" => mandate.TakesReferrals,
            _ => false,
        };
    }

    /// <summary>Returns what a module's rule may read: no hidden data, not even if the person may read them.</summary>
    public ExchangeView View() =>
        new(
            Exchange.Id,
            Exchange.Number,
            Procedure.FullName,
            Exchange.State,
            Exchange.SenderCountry,
            Exchange.RecipientCountry,
            Exchange.ReplyBy,
            Exchange.ReplyByProposed,
            IsHidden ? Answers.None : Answers,
            IsHidden ? new Dictionary<string, Answers>(StringComparer.Ordinal) : ActionAnswers
        );

    /// <summary>Returns the recipients of a broadcast among given authorities, the Commission first, then by country; empty for a request.</summary>
    public IReadOnlyList<Authority> RecipientsAmong(IReadOnlyDictionary<Guid, Authority> authorities) =>
        Procedure.IsBroadcast
            ?
            [
                .. Exchange
                    .Participations.Where(part => part.IsHost && part.Capacity != ParticipationCapacity.Sender && authorities.ContainsKey(part.AuthorityId))
                    .OrderBy(part => part.Capacity == ParticipationCapacity.Commission ? 0 : 1)
                    .ThenBy(part => authorities[part.AuthorityId].Country, StringComparer.Ordinal)
                    .Select(part => authorities[part.AuthorityId]),
            ]
            : [];

    /// <summary>
    /// Returns those among given authorities that are informed: the Commission of a request, then the authorities of other countries, by country.
    /// </summary>
    public IReadOnlyList<Authority> InformedAmong(IReadOnlyDictionary<Guid, Authority> authorities) =>
        [
            .. Exchange
                .Participations.Where(part =>
                    part.Capacity == ParticipationCapacity.Informed || (part.Capacity == ParticipationCapacity.Commission && !Procedure.IsBroadcast)
                )
                .Where(part => authorities.ContainsKey(part.AuthorityId))
                .OrderBy(part => part.Capacity == ParticipationCapacity.Commission ? 0 : 1)
                .ThenBy(part => authorities[part.AuthorityId].Country, StringComparer.Ordinal)
                .Select(part => authorities[part.AuthorityId]),
        ];

    /// <summary>Finds the unblocking by which a person reads hidden personal data; null if the data are not hidden, or the person may not read them.</summary>
    public HiddenReading? ReadingOf(Actor actor) =>
        IsHidden
        && Exchange.Participations.FirstOrDefault(part => part.IsHost && part.IsUnblockedOn(Today) && Access.IsReadBy(actor, part.AuthorityId)) is { } part
            ? new HiddenReading(part.UnblockedUntil!.Value, part.UnblockedFor!)
            : null;

    private bool IsHidden => Exchange.Phase == Phase.Hidden;

    private static (Answers Form, IReadOnlyDictionary<string, Answers> Asked, Guid Author) Read(
        IReadOnlyList<ContentDocument> documents,
        ExchangeCipher? cipher
    )
    {
        var asked = new Dictionary<string, Answers>(StringComparer.Ordinal);
        if (cipher is null)
            return (Answers.None, asked, Guid.Empty);
        foreach (var latest in documents.Where(document => document.Kind == ContentKind.Action).GroupBy(document => document.Form).Select(same => same.Last()))
            asked[latest.Form] = AnswersIn(latest, cipher);
        return documents.LastOrDefault(document => document.Kind == ContentKind.Form) is { } form
            ? (AnswersIn(form, cipher), asked, form.AuthorId)
            : (Answers.None, asked, Guid.Empty);
    }

    public static Answers AnswersIn(ContentDocument document, ExchangeCipher cipher) =>
        Answers.FromJson(cipher.DecryptText(document.Cipher, ExchangeStore.ContentPurpose(document.Id)));
}
