using System.Globalization;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Web.SignIn;

namespace Imi.Web.Texts;

/// <summary>Texts, dates and names in the language of the page that is being made.</summary>
internal sealed class PageTexts(PlatformTexts texts, ModuleCatalogue catalogue, IHttpContextAccessor http, TimeProvider time)
{
    private CultureInfo? _culture;
    private DateOnly? _today;

    /// <summary>The page's language, by BCP 47.</summary>
    public string Language { get; private set; } = PageLanguage.Of(http.HttpContext!);

    /// <summary>Goes on in another language: for a part of the page that is shown as others will read it.</summary>
    /// <returns>The language so far.</returns>
    public string ShowIn(string language)
    {
        var before = Language;
        (Language, _culture) = (language, null);
        return before;
    }

    /// <summary>Shows the page in the language of whom it is for, though nobody is signed in yet; what was chosen on the page goes first.</summary>
    public void ShowTo(ImiUser person)
    {
        if (!PageLanguage.IsChosen(http.HttpContext!))
            ShowIn(person.Language);
    }

    /// <summary>The culture that writes its dates and numbers.</summary>
    public CultureInfo Culture => _culture ??= Languages.CultureOf(Language);

    /// <summary>The platform text of a key.</summary>
    public string this[string key, params (string Name, object? Value)[] values] => texts.Get(key, Language, values);

    /// <summary>Whether there is a platform text of that key.</summary>
    public bool Has(string key) => texts.Has(key, Language);

    /// <summary>A text of a module, or of the platform where the module has none.</summary>
    public string Of(PolicyModule? module, string key, IReadOnlyDictionary<string, object?>? values = null) =>
        module?.Texts.Find(key, Language) ?? texts.Get(key, Language, [.. (values ?? NoValues).Select(value => (value.Key, Shown(value.Value)))]);

    /// <summary>An error's sentence.</summary>
    public string Error(FieldError error, PolicyModule? module = null) => Of(module, error.MessageKey, error.Values);

    /// <summary>A reason's sentence, with authorities and people by name.</summary>
    public string Reason(
        AccessReason reason,
        IReadOnlyDictionary<Guid, Authority> authorities,
        IReadOnlyDictionary<Guid, string> people,
        PolicyModule? module = null
    ) =>
        Of(
            module,
            reason.Key,
            reason.Values.ToDictionary(
                value => value.Key,
                value =>
                    value.Value switch
                    {
                        Guid id when authorities.TryGetValue(id, out var authority) => authority.NameFor(Language),
                        IEnumerable<Guid> ids => string.Join(", ", ids.Select(id => people.GetValueOrDefault(id, "?"))),
                        string state when value.Key == "state" && module is not null => State(module, null, state),
                        var other => other,
                    },
                StringComparer.Ordinal
            )
        );

    /// <summary>The module of that name in its current version, or null.</summary>
    public PolicyModule? Module(string name) => catalogue.Find(name);

    /// <summary>The module's name as in menus.</summary>
    public string ModuleName(string module) => catalogue.Find(module)?.Texts.Find("module.name", Language) ?? module;

    /// <summary>The module's full title.</summary>
    public string ModuleTitle(string module) => catalogue.Find(module)?.Texts.Find("module.title", Language) ?? module;

    /// <summary>A keyword of the module, by which authorities say what they are competent for.</summary>
    public string Keyword(string module, string keyword) => catalogue.Find(module)?.Texts.Find($"keywords.{keyword}", Language) ?? keyword;

    /// <summary>Why an authority was found, in words.</summary>
    public string Why(MatchReason reason, IReadOnlyList<Region> regions) =>
        this[
            $"network.found.{reason.Kind.ToString().ToLowerInvariant()}",
            (
                "value",
                reason.Kind switch
                {
                    MatchReasonKind.Competent => Keyword(reason.Module!, reason.Value!),
                    MatchReasonKind.Region => regions.FirstOrDefault(region => region.Code == reason.Value)?.NameFor(Language) ?? reason.Value,
                    _ => reason.Value,
                }
            )
        ];

    /// <summary>How soon an authority usually answers, in words.</summary>
    public string Replies(ReplyTime? replies) =>
        replies is { IsKnown: true } ? this["network.replies.usual", ("count", replies.MedianDays)] : this["network.replies.unknown"];

    /// <summary>The procedure's name.</summary>
    public string ProcedureName(string module, string procedure) => catalogue.Find(module)?.Texts.Find($"procedures.{procedure}.name", Language) ?? procedure;

    /// <summary>The act and the provision that a procedure serves, as the language's own version cites them.</summary>
    public string Citation(PolicyModule? module, Procedure procedure)
    {
        var act =
            module?.Texts.Find($"procedures.{procedure.Name}.act", Language)
            ?? procedure.OwnBasis?.Act
            ?? module?.Texts.Find("module.act", Language)
            ?? module?.LegalBasis.Act
            ?? "";
        var provision = module?.Texts.Find($"procedures.{procedure.Name}.provision", Language) ?? procedure.Provision;
        return string.IsNullOrEmpty(provision) ? act : $"{act}, {provision}";
    }

    /// <summary>The state's name; of any of the module's procedures where none is named.</summary>
    public string State(PolicyModule? module, string? procedure, string state)
    {
        if (module is null)
            return state;
        foreach (var candidate in procedure is null ? module.Procedures.Select(one => one.Name) : [procedure])
        {
            if (module.Texts.Find($"procedures.{candidate}.states.{state}.name", Language) is { } name)
                return name;
        }

        return state;
    }

    /// <summary>What whoever is waited for has to do.</summary>
    public string Next(PolicyModule? module, string procedure, string state) =>
        module?.Texts.Find($"procedures.{procedure}.states.{state}.next", Language) ?? State(module, procedure, state);

    /// <summary>What a turn asks to do: what the state waits for, or a task beside it.</summary>
    public string Task(PolicyModule? module, string procedure, string state, string task) =>
        task switch
        {
            "" => Next(module, procedure, state),
            TaskDefinition.DateProposal => this["turns.date-proposal"],
            TaskDefinition.Examination => Examination(module, procedure),
            _ => module?.Texts.Find($"procedures.{procedure}.tasks.{task}", Language) ?? State(module, procedure, state),
        };

    /// <summary>What an action would end although it is not done.</summary>
    public string Warning(ActionWarning warning) =>
        this[$"turns.warning.{warning.Kind.ToString().ToLowerInvariant()}", ("count", warning.Count), ("date", warning.Day is { } day ? Day(day) : "")];

    /// <summary>What a party examines beside the states.</summary>
    public string Examination(PolicyModule? module, string procedure) => module?.Texts.Find($"procedures.{procedure}.examination", Language) ?? "";

    /// <summary>An action's text: <c>name</c>, <c>help</c> or <c>done</c>; the kernel's own from the platform.</summary>
    public string Action(PolicyModule? module, string procedure, string action, string part) =>
        module?.Texts.Find($"procedures.{procedure}.actions.{action}.{part}", Language)
        ?? (texts.Has($"kernel-actions.{action}.{part}", Language) ? texts.Get($"kernel-actions.{action}.{part}", Language) : "");

    /// <summary>A country's name.</summary>
    public string Country(string? code) => string.IsNullOrEmpty(code) ? "" : texts.Get($"countries.{code}", Language);

    /// <summary>A party of an exchange: by its country where it is one authority.</summary>
    public string Party(Party? party, string senderCountry, string? recipientCountry) =>
        party switch
        {
            Imi.Kernel.Definitions.Modules.Party.Sender => Country(senderCountry),
            Imi.Kernel.Definitions.Modules.Party.Recipient => Country(recipientCountry),
            Imi.Kernel.Definitions.Modules.Party.CoordinatorOfSender => this["web.party.coordinator-of", ("country", Country(senderCountry))],
            Imi.Kernel.Definitions.Modules.Party.CoordinatorOfRecipient => this["web.party.coordinator-of", ("country", Country(recipientCountry))],
            Imi.Kernel.Definitions.Modules.Party.Recipients => this["web.party.recipients"],
            Imi.Kernel.Definitions.Modules.Party.Commission => this["web.party.commission"],
            _ => "",
        };

    /// <summary>The countries that a broadcast reached: two by name, of more the first Member State and how many more there are.</summary>
    public string Reached(string reached)
    {
        var countries = reached
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .OrderBy(country => country == Imi.Kernel.Network.Directory.Country.Union)
            .ToList();
        return countries.Count switch
        {
            0 => "",
            1 => Country(countries[0]),
            2 => $"{Country(countries[0])}, {Country(countries[1])}",
            _ => $"{Country(countries[0])} {this["web.party.more", ("count", countries.Count - 1)]}",
        };
    }

    /// <summary>A language's name.</summary>
    public string LanguageName(string code) => texts.Has($"languages.{code}", Language) ? texts.Get($"languages.{code}", Language) : code;

    /// <summary>A day as the language writes it: 30 November 2026, 30. November 2026.</summary>
    public string Day(DateOnly day) => Languages.Day(day, Language);

    /// <summary>The day in Brussels of a moment, in words.</summary>
    public string Day(DateTime utc) => Day(DeadlineCalendar.DayOf(utc));

    /// <summary>A day with its weekday, for what is near.</summary>
    public string DayNear(DateOnly day) => day.ToString(Language == "en" ? "dddd d MMMM yyyy" : Culture.DateTimeFormat.LongDatePattern, Culture);

    /// <summary>The time of day in Brussels, to the minute.</summary>
    public string Time(DateTime utc) => DeadlineCalendar.InBrussels(utc).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A moment to the minute, in Brussels time.</summary>
    public string Moment(DateTime utc)
    {
        var local = DeadlineCalendar.InBrussels(utc);
        return string.Create(Culture, $"{Day(DateOnly.FromDateTime(local))}, {local.ToString("HH:mm", Culture)}");
    }

    /// <summary>How long until a day or since: 7 days left, today, 3 days late.</summary>
    public string Distance(DateOnly day)
    {
        var days = day.DayNumber - Today.DayNumber;
        return days switch
        {
            0 => texts.Get("web.due.today", Language),
            > 0 => texts.Get("web.due.left", Language, ("count", days)),
            _ => texts.Get("web.due.late", Language, ("count", -days)),
        };
    }

    /// <summary>The days from one moment to another, both in UTC; to now where there is no other.</summary>
    public int Days(DateTime from, DateTime? to) =>
        DeadlineCalendar.DayOf(to ?? time.GetUtcNow().UtcDateTime).DayNumber - DeadlineCalendar.DayOf(from).DayNumber;

    /// <summary>The day it is: one for the whole page.</summary>
    public DateOnly Today => _today ??= DeadlineCalendar.Today(time);

    /// <summary>When a pilot runs: from its first day, to its last where it has one.</summary>
    public string Period(PilotBasis pilot) =>
        pilot.Until is { } until
            ? this["authoring.pilot-until", ("from", Day(pilot.Launched)), ("until", Day(until))]
            : this["authoring.pilot-from", ("from", Day(pilot.Launched))];

    /// <summary>Whether a day has passed.</summary>
    public bool IsPast(DateOnly day) => day < Today;

    /// <summary>A size of a file: 48 kB, 1.2 MB.</summary>
    public string Size(long bytes) =>
        bytes < 1_000_000 ? string.Create(Culture, $"{Math.Max(1, bytes / 1000)} kB") : string.Create(Culture, $"{bytes / 1_000_000.0:0.0} MB");

    /// <summary>What people call the kind of a file.</summary>
    public string Kind(AttachedFile file) => FileKind.Of(file.ContentType) is { } kind ? this[$"files.kinds.{kind.TextKey}"] : file.ContentType;

    private static readonly IReadOnlyDictionary<string, object?> NoValues = new Dictionary<string, object?>(StringComparer.Ordinal);

    private object? Shown(object? value) =>
        value switch
        {
            DateOnly day => Day(day),
            DateTime moment => Moment(moment),
            string { Length: 2 } code when texts.Has($"countries.{code}", Language) => Country(code),
            _ => value,
        };
}
