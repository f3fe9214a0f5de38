using System.Text.Json.Nodes;
using static Imi.Kernel.Definitions.Modules.Schemas.SchemaParts;

namespace Imi.Kernel.Definitions.Modules.Schemas;

/// <summary>The schema of procedures.</summary>
internal static class ProcedureSchema
{
    private const int LongestCode = 20;

    public static JsonObject Build() =>
        Root(
            "procedures/NAME.yaml",
            Map(
                ("procedure!", Name("procedure", "prior-request"), "Its name, the same as the file's."),
                ("kind!", OneOf("kind of procedure", Words.Kinds.Keys), "request: one recipient; notification, alert: several at once."),
                (
                    "code!",
                    Written(
                        "code",
                        SchemaPatterns.Code,
                        $"Write capitals and hyphens, such as ROAD-Q, at most {LongestCode} characters: every number begins with it.",
                        LongestCode
                    ),
                    "The first part of exchange numbers."
                ),
                ("form!", Text(), "The form that the sender completes."),
                ("legalBasis", Act("provisions", "What the procedure serves."), "The Union act that the procedure serves, if it differs from the module's."),
                ("provision", Text(), "The provision that it serves."),
                ("about", OneOrSet(() => Text()), "Fields that identify the case in lists, in order of preference."),
                (
                    "replyBy",
                    Map(
                        ("field!", Text(), "A date field of the form."),
                        ("counterProposal", Flag(), "Whether the recipient may propose another date."),
                        ("decideWithin", Period(), "How long the sender has to decide on it."),
                        ("default", Period(), "For a request: the period from sending that applies if the field stays empty.")
                    ),
                    "The date by which a reply is wanted."
                ),
                ("recipient", Only("coordinator"), "Requests can be sent only to coordinators, which forward them."),
                ("recipientCountry", Text(), "For a request: the country field of the form in which the recipient must be."),
                ("recipients", OneOrSet(() => Text()), "The recipients of a notification or alert: commission, all, linked, or country fields of the form."),
                (
                    "allCountries",
                    Map(("when!", Ref(ConditionSchema.Name), "A condition on the answers to the form.")),
                    "For a notification or alert: the condition under which it reaches every country that takes part, besides the recipients."
                ),
                ("examination", Work("The party that examines.", "The period that the act sets."), "An examination by a party in parallel to the states."),
                ("reminders", Reminders(), "When the platform reminds the parties; what is left out has the usual period."),
                (
                    "tasks",
                    Named(Name("task", "answer-question"), FollowUp(Work("The party that has to do it.", "How long the party has."))),
                    "Tasks of parties in parallel to the states."
                ),
                ("clocks", Named(Name("clock", "standstill"), Clock()), "Periods that run beside the states, or through several of them."),
                (
                    "lateRecipients",
                    Flag(),
                    "For recipients: all: whether an authority that gets its mandate later sees exchanges that are still open (default: true for an alert)."
                ),
                (
                    "copies",
                    Named(
                        Written("procedure with its module", SchemaPatterns.ModuleProcedure, "Write MODULE/PROCEDURE."),
                        Named(Text(), OneOrSet(() => Text()))
                    ),
                    "MODULE/PROCEDURE: newField: oldField; of several, the first that has an answer."
                ),
                (
                    "states!",
                    Named(Name("state", "awaiting-acceptance"), State(), "Name at least a draft and a closed state: { draft: { phase: draft } }."),
                    "An exchange begins in the first state."
                ),
                (
                    "actions!",
                    Named(Name("action", "ask-question"), Action(), "Name at least one action: { send: { by: sender.handler, from: draft, to: sent } }."),
                    "In the order in which they are offered."
                )
            ),
            (ConditionSchema.Name, ConditionSchema.Build())
        );

    private static JsonObject Work(string by, string within) =>
        Map(
            ("by!", OneOf("party", Words.Parties.Keys), by),
            ("begins!", OneOrSet(() => Text(), least: 1), "Actions that begin it."),
            ("ends!", OneOrSet(() => Text(), least: 1), "Actions that end it."),
            ("within", Period(), within)
        );

    private static JsonObject FollowUp(JsonObject work)
    {
        var within = EitherValue(
            "period or clock",
            "Write a period such as P30D or 15 working days, or the name of one of 'clocks'.",
            Period(),
            Name("clock", "standstill")
        );
        within["description"] = "How long the party has: a period, or a clock of the procedure.";
        ((JsonObject)work["properties"]!)["within"] = within;
        var after = Period();
        after["description"] = "For a follow-up question: how long after its beginning it is asked.";
        ((JsonObject)work["properties"]!)["after"] = after;
        return work;
    }

    private static JsonObject Reminders() =>
        Map(
            ("before", CalendarPeriod(), "How long before a last day the party is reminded (usually P3D)."),
            ("between", CalendarPeriod(), "The time from each reminder to the next level (usually P7D)."),
            ("atOnce", CalendarPeriod(), "The longest period to act of which e-mails remind at once, not once a day (usually P3D)."),
            ("draft", CalendarPeriod(), "The time without a change after which the author of a draft is reminded (usually P14D)."),
            ("idle", CalendarPeriod(), "The time without a change after which coordinators are reminded if nobody has to act (usually P2M).")
        );

    private static JsonObject Clock() =>
        Map(
            ("begins", OneOrSet(() => Text(), least: 1), "Actions that begin it; each of them begins it again."),
            ("beginsIn", OneOrSet(() => Text(), least: 1), "States that begin it when the exchange first enters one of them; when it returns, it goes on."),
            (
                "beginsOn",
                Written("field of a form", SchemaPatterns.AskedField, "Write FORM.FIELD, such as commitments.fulfilBy."),
                "FORM.FIELD: the date of an answer from which it counts."
            ),
            ("lasts", Period(), "How long it lasts; without it, the date of beginsOn is the last day."),
            (
                "changes",
                List(
                    Map(("when!", Ref(ConditionSchema.Name), "The condition."), ("lasts!", Period(), "How long it lasts then, from the same beginning.")),
                    least: 1
                ),
                "Other lengths: the first whose condition holds replaces 'lasts'."
            ),
            ("pausedIn", OneOrSet(() => Text(), least: 1), "States in which it stands still."),
            ("ends", OneOrSet(() => Text(), least: 1), "Actions that end it before its last day."),
            ("for", OneOf("party", Words.Parties.Keys), "The party whose public holidays count; usually the one that has to act."),
            ("then", Text(), "The action that the platform takes when the last day has passed.")
        );

    private static JsonObject State() =>
        Map(
            ("phase!", OneOf("phase", Words.Phases.Keys), "Entering a closed state is the formal closure."),
            ("waitsFor", OneOf("party", Words.Parties.Keys), "The party whose turn it is; required for open states."),
            (
                "due",
                EitherValue(
                    "last day",
                    "Write reply, or a period such as P30D or 15 working days: more than zero, at most a hundred years; or FORM.FIELD, a date that is asked; "
                        + "or the name of one of 'clocks'.",
                    Only(Words.Reply),
                    Period(),
                    Written("field of a form", SchemaPatterns.AskedField, "Write FORM.FIELD, such as commitments.fulfilBy."),
                    Name("clock", "standstill")
                ),
                "The reply-by date in force, a period from entering the state, FORM.FIELD (the date that the actions leading to the state ask), or a clock."
            ),
            ("then", Text(), "The action that the platform takes when the last day has passed."),
            ("remindAfter", Period(), "The time without activity after which a coordinator is reminded."),
            (
                "retention",
                Map(("block!", Period(), "The period until personal data are blocked."), ("delete!", Period(), "The period until personal data are deleted.")),
                "For a closed state: periods from formal closure that are shorter than those of the module."
            )
        );

    private static JsonObject Action() =>
        Map(
            ("by!", OneOrSet(() => OneOf("actor", Words.Actors.Keys.Append(Words.Platform)), least: 1), "Who may take it: PARTY.ROLE."),
            ("from!", OneOrSet(() => Text(), least: 1), "The states in which it can be taken."),
            ("to", Text(), "The state that it leads to; if omitted, the state does not change."),
            ("checks", Only("form"), "The exchange's form must be complete and valid."),
            ("asks", Text(), "The form that the action opens."),
            ("when", Ref(ConditionSchema.Name), "The condition for offering the action."),
            ("does", OneOrSet(() => OneOf("verb", Words.Verbs.Keys)), "What it does besides changing the state."),
            (
                "extends",
                Map(
                    ("by", Period(), "The period by which the last day moves."),
                    ("upTo", Period(), "The longest period by which the new date may lie after the last day in force."),
                    ("total", Period(), "The longest period after the original last day, for all extensions together."),
                    ("times", Number(1, 99), "How often the period may be extended."),
                    ("clock", Text(), "The clock that it extends, if it is not that of the state.")
                ),
                "For does: extend: how far the last day moves; give by or upTo."
            ),
            (
                "informs",
                OneOrSet(() => OneOf("party to inform", Words.Commission, Words.Countries), least: 1),
                "commission: a party that reads the exchange from then on; countries: the others, which read only the form of asks and the fields of shows."
            ),
            (
                "shows",
                OneOrSet(() => Text(), least: 1),
                "With informs: countries: the fields of the exchange's form, and the personal fields of the form of asks, that the other countries read too."
            ),
            ("clock", Only("restart"), "Restarts the period of the target state, even if the exchange was in it before."),
            ("style", Only("danger"), "Its effect cannot be undone.")
        );
}
