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

/// <summary>Supplies texts, dates and names in the language of the current page.</summary>
internal sealed class PageTexts(PlatformTexts texts, ModuleCatalogue catalogue, IHttpContextAccessor http, TimeProvider time)
{
    private CultureInfo? _culture;
    private DateOnly? _today;

    /// <summary>The language of the page, by BCP 47.</summary>
    public string Language { get; private set; } = PageLanguage.Of(http.HttpContext!);

    /// <summary>The language into which texts are translated for the person: their choice, otherwise the language of the page.</summary>
    public string TranslationLanguage => http.HttpContext!.ActorOrNull()?.TranslationLanguage ?? Language;

    /// <summary>Languages that the person reads without a translation: their choice, and the language of the page.</summary>
    public IReadOnlyList<string> UnderstoodLanguages => [.. http.HttpContext!.ActorOrNull()?.UnderstoodLanguages ?? [], Language];

    /// <summary>Switches to another language, for a part of the page that others will read.</summary>
    /// <returns>The previous language.</returns>
    public string ShowIn(string language)
    {
        var before = Language;
        (Language, _culture) = (language, null);
        return before;
    }

    /// <summary>Shows the page in a person's language before sign-in, unless another language was chosen on the page.</summary>
    public void ShowTo(ImiUser person)
    {
        if (!PageLanguage.IsChosen(http.HttpContext!))
            ShowIn(person.Language);
    }

    /// <summary>The culture for dates and numbers.</summary>
    public CultureInfo Culture => _culture ??= Languages.CultureOf(Language);

    /// <summary>Returns a platform text.</summary>
    public string this[string key, params (string Name, object? Value)[] values] => texts.Get(key, Language, values);

    /// <summary>Checks whether a platform text exists.</summary>
    public bool Has(string key) => texts.Has(key, Language);

    /// <summary>Returns a text of a module, or else of the platform.</summary>
    public string Of(PolicyModule? module, string key, IReadOnlyDictionary<string, object?>? values = null) =>
        module?.Texts.Find(key, Language) ?? texts.Get(key, Language, [.. (values ?? NoValues).Select(value => (value.Key, Shown(value.Value)))]);

    /// <summary>Returns the message of an error.</summary>
    public string Error(FieldError error, PolicyModule? module = null) => Of(module, error.MessageKey, error.Values);

    /// <summary>Returns the sentence of a reason, with the names of authorities and people.</summary>
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

    /// <summary>Finds a module in its current version; null if it is not loaded.</summary>
    public PolicyModule? Module(string name) => catalogue.Find(name);

    /// <summary>Returns the short name of a module, as in menus.</summary>
    public string ModuleName(string module) => catalogue.Find(module)?.Texts.Find("module.name", Language) ?? module;

    /// <summary>Returns the full title of a module.</summary>
    public string ModuleTitle(string module) => catalogue.Find(module)?.Texts.Find("module.title", Language) ?? module;

    /// <summary>Returns the name of a module's keyword, which describes what authorities are competent for.</summary>
    public string Keyword(string module, string keyword) => catalogue.Find(module)?.Texts.Find($"keywords.{keyword}", Language) ?? keyword;

    /// <summary>Returns the reason why an authority matches a search, in words.</summary>
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

    /// <summary>Returns the usual reply time of an authority, in words.</summary>
    public string Replies(ReplyTime? replies) =>
        replies is not { IsKnown: true }
            ? this["network.replies.unknown"]
            : this[
                replies.FastDays == replies.SlowDays ? "network.replies.usual" : "network.replies.range",
                ("fast", replies.FastDays),
                ("count", replies.SlowDays),
                ("requests", this["network.replies.requests", ("count", replies.Answers)])
            ];

    /// <summary>Returns the name of a procedure.</summary>
    public string ProcedureName(string module, string procedure) => catalogue.Find(module)?.Texts.Find($"procedures.{procedure}.name", Language) ?? procedure;

    /// <summary>Returns the act and provision of a procedure, as cited in the page's language.</summary>
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

    /// <summary>Returns the label of a field; its name if the module is not installed.</summary>
    public string Label(PolicyModule? module, AskedField asked) =>
        module?.Forms.GetValueOrDefault(asked.Form)?.Elements.GetValueOrDefault(asked.Field) is Field field
            ? module.Texts.Find($"{field.TextKey}.label", Language) ?? asked.Field
            : asked.Field;

    /// <summary>Returns the name of a state of a procedure; the state itself if the module is not installed.</summary>
    public string StateName(string module, string procedure, string state) => State(catalogue.Find(module), procedure, state);

    /// <summary>Returns the name of a state; without a procedure, searches all procedures of the module.</summary>
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

    /// <summary>Returns what the party that a state waits for has to do, in words.</summary>
    public string Next(PolicyModule? module, string procedure, string state) =>
        module?.Texts.Find($"procedures.{procedure}.states.{state}.next", Language) ?? State(module, procedure, state);

    /// <summary>Returns what a turn requires, in words: the task of the state, or a task beside it.</summary>
    public string Task(PolicyModule? module, string procedure, string state, string task) =>
        TaskTexts.Find(texts, module, procedure, state, task, Language) ?? State(module, procedure, state);

    /// <summary>Returns the warning about unfinished work that an action would end.</summary>
    public string Warning(ActionWarning warning) =>
        this[$"exchange.warning.{warning.Kind.ToString().ToLowerInvariant()}", ("count", warning.Count), ("date", warning.Day is { } day ? Day(day) : "")];

    /// <summary>Returns what a party examines beside the states; empty if there is nothing.</summary>
    public string Examination(PolicyModule? module, string procedure) => module?.Texts.Find($"procedures.{procedure}.examination", Language) ?? "";

    /// <summary>Returns a text of an action: <c>name</c>, <c>help</c> or <c>done</c>. Texts of kernel actions come from the platform.</summary>
    public string Action(PolicyModule? module, string procedure, string action, string part) =>
        module?.Texts.Find($"procedures.{procedure}.actions.{action}.{part}", Language)
        ?? (texts.Has($"kernel-actions.{action}.{part}", Language) ? texts.Get($"kernel-actions.{action}.{part}", Language) : "");

    /// <summary>Returns the name of a country; empty if there is none.</summary>
    public string Country(string? code) => string.IsNullOrEmpty(code) ? "" : texts.Get($"countries.{code}", Language);

    /// <summary>Returns the name of a party: its country, if the party is a single authority.</summary>
    public string Party(Party? party, string senderCountry, string? recipientCountry) =>
        party switch
        {
            Imi.Kernel.Definitions.Modules.Party.Sender => Country(senderCountry),
            Imi.Kernel.Definitions.Modules.Party.Recipient => Country(recipientCountry),
            Imi.Kernel.Definitions.Modules.Party.CoordinatorOfSender => this["exchange.party.coordinator-of", ("country", Country(senderCountry))],
            Imi.Kernel.Definitions.Modules.Party.CoordinatorOfRecipient => this["exchange.party.coordinator-of", ("country", Country(recipientCountry))],
            Imi.Kernel.Definitions.Modules.Party.Recipients => this["exchange.party.recipients"],
            Imi.Kernel.Definitions.Modules.Party.Commission => this["exchange.party.commission"],
            _ => "",
        };

    /// <summary>Returns the countries that a broadcast reached: up to two by name; otherwise the first Member State and the number of others.</summary>
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
            _ => $"{Country(countries[0])} {this["exchange.party.more", ("count", countries.Count - 1)]}",
        };
    }

    /// <summary>Returns the name of a language.</summary>
    public string LanguageName(string code) => texts.Has($"languages.{code}", Language) ? texts.Get($"languages.{code}", Language) : code;

    /// <summary>Formats a day, such as 30 November 2026 or 30. November 2026.</summary>
    public string Day(DateOnly day) => Languages.Day(day, Language);

    /// <summary>Formats the day of a UTC time in Brussels.</summary>
    public string Day(DateTime utc) => Day(DeadlineCalendar.DayOf(utc));

    /// <summary>Formats a day with its weekday.</summary>
    public string DayNear(DateOnly day) => day.ToString(Language == "en" ? "dddd d MMMM yyyy" : Culture.DateTimeFormat.LongDatePattern, Culture);

    /// <summary>Formats the time of day in Brussels, to the minute.</summary>
    public string Time(DateTime utc) => DeadlineCalendar.InBrussels(utc).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Formats a UTC time in Brussels, to the minute.</summary>
    public string Moment(DateTime utc)
    {
        var local = DeadlineCalendar.InBrussels(utc);
        return string.Create(Culture, $"{Day(DateOnly.FromDateTime(local))}, {local.ToString("HH:mm", Culture)}");
    }

    /// <summary>Returns the distance to a day in words: 7 days left, today, 3 days late.</summary>
    public string Distance(DateOnly day)
    {
        var days = day.DayNumber - Today.DayNumber;
        return days switch
        {
            0 => texts.Get("exchange.due.today", Language),
            > 0 => texts.Get("exchange.due.left", Language, ("count", days)),
            _ => texts.Get("exchange.due.late", Language, ("count", -days)),
        };
    }

    /// <summary>Counts the Brussels days from one UTC time to another, or to now.</summary>
    public int Days(DateTime from, DateTime? to) =>
        DeadlineCalendar.DayOf(to ?? time.GetUtcNow().UtcDateTime).DayNumber - DeadlineCalendar.DayOf(from).DayNumber;

    /// <summary>The current day, the same throughout the page.</summary>
    public DateOnly Today => _today ??= DeadlineCalendar.Today(time);

    /// <summary>Returns the period of a pilot: from its first day, and to its last if it has one.</summary>
    public string Period(PilotBasis pilot) =>
        pilot.Until is { } until
            ? this["authoring.pilot-until", ("from", Day(pilot.Launched)), ("until", Day(until))]
            : this["authoring.pilot-from", ("from", Day(pilot.Launched))];

    /// <summary>Checks whether a day has passed.</summary>
    public bool IsPast(DateOnly day) => day < Today;

    /// <summary>Formats a file size: 48 kB, 1.2 MB.</summary>
    public string Size(long bytes) =>
        bytes < 1_000_000 ? string.Create(Culture, $"{Math.Max(1, bytes / 1000)} kB") : string.Create(Culture, $"{bytes / 1_000_000.0:0.0} MB");

    /// <summary>Returns the everyday name of a file's type.</summary>
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
