namespace Imi.Kernel.Tests.Modules;

/// <summary>Plausible but wrong definitions: each is the stories' module with one change and the expected problems.</summary>
internal static class WrongDefinitions
{
    private const string Request = "procedures/tracing.yaml";
    private const string Alert = "procedures/warning.yaml";
    private const string Form = "forms/tracing-request.yaml";
    private const string Module = "module.yaml";
    private const string Spanish = "texts/es.yaml";

    /// <summary>All wrong definitions.</summary>
    public static IReadOnlyList<WrongDefinition> All { get; } =
    [
        new(
            "An action has the platform's name for a handover",
            Request,
            "  close:\n    by: sender.handler",
            "  handed-over:\n    by: sender.handler",
            [
                "procedures/tracing.yaml(111,3): 'handed-over' is a name that the platform uses for what it does itself: give the action another "
                    + "one, such as handed-over-exchange.",
            ]
        ),
        new(
            "A follow-up question has no period and is answered in free words",
            Alert,
            "ends: explain, within: P14D }",
            "ends: explain, after: P14D }",
            [
                "procedures/warning.yaml(96,20): 'answer-question' is asked after a period, so it must say how long the party has then: add within: P1M.",
                "procedures/warning.yaml(96,20): 'explain' answers the follow-up question 'answer-question', so it must ask a form whose fields all have "
                    + "statistic: true. The answers are kept for statistics, without personal data.",
            ]
        ),
        new(
            "Reminders are counted in working days",
            Request,
            "replyBy: { field",
            "reminders: { before: 3 working days }\nreplyBy: { field",
            [
                "procedures/tracing.yaml(6,22): '3 working days' is not a valid period. Write P7D for seven days or P2M for two months: more than zero, at most a "
                    + "hundred years.",
            ]
        ),
        new(
            "An action has the journal's name for an access",
            Request,
            "  allocate:\n",
            "  view:\n",
            [
                "procedures/tracing.yaml(84,3): 'view' is a name that the platform uses for what it does itself: give the action another one, such "
                    + "as view-exchange.",
            ]
        ),
        new(
            "A field's visibility depends on its own answer",
            Form,
            "field: lostOn, type: date",
            "field: lostOn, type: date, visible: { when: { field: lostOn, answered: true } }",
            ["forms/tracing-request.yaml(9,55): 'lostOn' is shown by an answer to itself, so it is never shown: name another field in 'visible'."]
        ),
        new(
            "Two fields depend on each other",
            Form,
            "field: lostOn, type: date, notAfter: today }\n      - { field: crossed, type: country, several: true",
            "field: lostOn, type: date, visible: { when: { field: crossed, answered: true } } }\n"
                + "      - { field: crossed, type: country, several: true, visible: { when: { field: lostOn, answered: true } }",
            [
                "forms/tracing-request.yaml(9,55): These fields wait for each other, so none of them is ever shown: lostOn, crossed, lostOn. Remove "
                    + "one of the conditions.",
                "forms/tracing-request.yaml(10,74): These fields wait for each other, so none of them is ever shown: crossed, lostOn, crossed. Remove "
                    + "one of the conditions.",
            ]
        ),
        new(
            "Three fields depend on each other",
            Form,
            "field: spoken, type: language }\n      - { field: pages, type: url, several: true }\n      - { field: seenBy, type: authority",
            "field: spoken, type: language, visible: { when: { field: pages, answered: true } } }\n"
                + "      - { field: pages, type: url, several: true, visible: { when: { field: seenBy, answered: true } } }\n"
                + "      - { field: seenBy, type: authority, visible: { when: { not: { field: spoken, answered: false } } }",
            [
                "forms/tracing-request.yaml(11,59): These fields wait for each other, so none of them is ever shown: spoken, pages, seenBy, spoken. "
                    + "Remove one of the conditions.",
                "forms/tracing-request.yaml(12,68): These fields wait for each other, so none of them is ever shown: pages, seenBy, spoken, pages. "
                    + "Remove one of the conditions.",
                "forms/tracing-request.yaml(13,60): These fields wait for each other, so none of them is ever shown: seenBy, spoken, pages, seenBy. "
                    + "Remove one of the conditions.",
            ]
        ),
        new(
            "A group field's visibility depends on its own answer",
            Form,
            "field: isValuable, type: yesno",
            "field: isValuable, type: yesno, visible: { when: { field: isValuable, is: yes } }",
            ["forms/tracing-request.yaml(24,64): 'isValuable' is shown by an answer to itself, so it is never shown: name another field in 'visible'."]
        ),
        new(
            "A field's requirement depends on its own answer",
            Form,
            "field: lostOn, type: date",
            "field: lostOn, type: date, required: { when: { field: lostOn, answered: false } }",
            ["forms/tracing-request.yaml(9,56): Whether 'lostOn' must be answered depends on its own answer: name another field in 'required'."]
        ),
        new(
            "A field's visibility requires two answers to one question",
            Form,
            "when: { field: transport, is: other }",
            "when: { all: [{ field: transport, is: other }, { field: transport, is: bus }] }",
            ["forms/tracing-request.yaml(7,94): This condition can never hold, so 'otherTransport' is never shown."]
        ),
        new(
            "A field's visibility requires an answer to a hidden field",
            Form,
            "field: notes, type: longtext",
            "field: notes, type: longtext, visible: { when: { all: [{ field: otherTransport, answered: true }, { field: transport, is: bus }] } }",
            ["forms/tracing-request.yaml(15,58): This condition can never hold, so 'notes' is never shown."]
        ),
        new(
            "A field's visibility excludes every option of an answered choice",
            Form,
            "field: notes, type: longtext",
            "field: notes, type: longtext, visible: { when: { all: [{ field: transport, isNot: bus }, { field: transport, isNot: train }, { field: "
                + "transport, isNot: other }, { field: transport, answered: true }] } }",
            ["forms/tracing-request.yaml(15,58): This condition can never hold, so 'notes' is never shown."]
        ),
        new(
            "A field is required while it is hidden",
            Form,
            "field: otherTransport, type: text, required: true",
            "field: otherTransport, type: text, required: { when: { field: transport, is: train } }",
            ["forms/tracing-request.yaml(7,64): This condition can never hold while 'otherTransport' is shown, so it need never be answered."]
        ),
        new(
            "A condition of a group contradicts itself",
            Form,
            "required: { when: { field: isValuable, is: yes } }",
            "required: { when: { not: { field: isValuable, is: yes } } }",
            ["forms/tracing-request.yaml(25,83): This condition can never hold while 'value' is shown, so it need never be answered."]
        ),
        new(
            "A condition of a group names an impossible answer to a sibling",
            Form,
            "required: { when: { field: isValuable, is: yes } }",
            "required: { when: { field: isValuable, is: perhaps } }",
            ["forms/tracing-request.yaml(25,83): A condition compares 'isValuable' with 'perhaps', which is not one of its options: expected one of no, yes."]
        ),
        new(
            "An empty list of conditions",
            Form,
            "when: { field: transport, is: other }",
            "when: { any: [] }",
            ["forms/tracing-request.yaml(7,101): The list is empty: write at least one entry."]
        ),
        new(
            "A condition compares a date with an invalid date",
            Form,
            "field: notes, type: longtext",
            "field: notes, type: longtext, visible: { when: { field: lostOn, is: soon } }",
            ["forms/tracing-request.yaml(15,58): A condition compares 'lostOn' with 'soon', which can never be its answer: a date is written like 2013-11-25."]
        ),
        new(
            "A condition compares a country with an unknown country",
            Form,
            "field: notes, type: longtext",
            "field: notes, type: longtext, visible: { when: { field: crossed, is: Atlantis } }",
            [
                "forms/tracing-request.yaml(15,58): A condition compares 'crossed' with 'Atlantis', which can never be its answer: a country is "
                    + "written with its code, such as EL.",
            ]
        ),
        new(
            "A condition compares a language with an unknown language",
            Form,
            "field: notes, type: longtext",
            "field: notes, type: longtext, visible: { when: { field: spoken, is: klingon } }",
            [
                "forms/tracing-request.yaml(15,58): A condition compares 'spoken' with 'klingon', which can never be its answer: expected one of "
                    + "bg, cs, da, de, el, en, es, et, fi, fr, ga, hr, hu, is, it, lt, lv, mt, nb, nl, pl, pt, ro, sk, sl, sv.",
            ]
        ),
        new(
            "The opening form depends on the reply",
            Form,
            "field: notes, type: longtext",
            "field: notes, type: longtext, visible: { when: { field: reply.found, is: yes } }",
            [
                "forms/tracing-request.yaml(15,58): This condition can never hold, since it asks for an answer or an action that comes only later, "
                    + "so 'notes' is never shown.",
            ]
        ),
        new(
            "An action requires contradictory settings",
            Request,
            "when: { setup: sender.approves-requests }\n  approve",
            "when: { all: [{ setup: sender.approves-requests }, { not: { setup: sender.approves-requests } }] }\n  approve",
            ["procedures/tracing.yaml(30,11): This condition can never hold: its parts contradict each other. 'submit' could never be taken."]
        ),
        new(
            "Closing requires a contradictory answer",
            Request,
            "when: { field: reply.found, answered: true }",
            "when: { all: [{ field: reply.found, is: yes }, { field: reply.found, is: no }] }",
            ["procedures/tracing.yaml(115,11): This condition can never hold: its parts contradict each other. 'close' could never be taken."]
        ),
        new(
            "An action requires a later action",
            Request,
            "    does: answer\n  submit-reply:",
            "    does: answer\n  submit-reply-first:\n    by: recipient.handler\n    from: sent\n    when: { done: close }\n  submit-reply:",
            [
                "procedures/tracing.yaml(71,11): 'submit-reply-first' can never be taken: its condition asks for an answer or an action that there "
                    + "cannot be yet in 'sent'.",
            ]
        ),
        new(
            "An action requires itself",
            Alert,
            "when: { not: { done: examine } }",
            "when: { done: examine }",
            [
                "procedures/warning.yaml(50,11): 'examine' can never be taken: its condition asks for an answer or an action that there cannot be "
                    + "yet in 'open', 'closed'.",
            ]
        ),
        new(
            "A proposed date is settled before anyone can propose one",
            Request,
            "  agree-date:\n    by: sender.handler\n    from: accepted",
            "  agree-date:\n    by: sender.handler\n    from: sent",
            [
                "procedures/tracing.yaml(54,11): 'agree-date' can never be taken: its condition asks for an answer or an action that there cannot be "
                    + "yet in 'sent'.",
            ]
        ),
        new(
            "A condition requires an examination that cannot exist",
            Request,
            "when: { field: reply.found, answered: true }",
            "when: { pending: examination }",
            [
                "procedures/tracing.yaml(115,11): 'close' can never be taken: its condition asks for an answer or an action that there cannot be yet "
                    + "in 'answered'.",
            ]
        ),
        new(
            "No closed state is reachable after an action",
            Request,
            "when: { field: reply.found, answered: true }",
            "when: { not: { done: ask-again } }",
            [
                "procedures/tracing.yaml(14,3): From 'answered' no closed state can be reached once 'ask-again' was taken: add an action that leads on.",
                "procedures/tracing.yaml(15,3): From 'asked-again' no closed state can be reached: add an action that leads on.",
            ]
        ),
        new(
            "A state is unreachable because its action is impossible",
            Request,
            "    to: asked-again\n    asks: question\n    does: round",
            "    to: asked-again\n    asks: question\n    does: round\n    when: { pending: examination }",
            [
                "procedures/tracing.yaml(105,11): 'ask-again' can never be taken: its condition asks for an answer or an action that there cannot be "
                    + "yet in 'answered'.",
            ]
        ),
        new(
            "An action only for the platform belongs to no state",
            Request,
            "  allocate:\n    by: recipient.allocator",
            "  allocate:\n    by: platform",
            ["procedures/tracing.yaml(84,3): Nobody can take 'allocate': only the platform may, and no state or clock names it under 'then'."]
        ),
        new(
            "The draft has a deadline",
            Request,
            "draft:             { phase: draft }",
            "draft:             { phase: draft, due: P7D }",
            ["procedures/tracing.yaml(9,43): 'draft' is a draft, which only its sender sees: it waits for nobody and has no last day. Remove 'due'."]
        ),
        new(
            "The draft has a reminder",
            Request,
            "draft:             { phase: draft }",
            "draft:             { phase: draft, remindAfter: P7D }",
            ["procedures/tracing.yaml(9,51): 'draft' is a draft, which only its sender sees: it waits for nobody and has no last day. Remove 'remindAfter'."]
        ),
        new(
            "A reply is due on a date that may stay empty",
            Form,
            "field: replyBy, type: date, min: today, required: true",
            "field: replyBy, type: date, min: today",
            [
                "procedures/tracing.yaml(12,63): 'due: reply' needs a date, but 'replyBy' may be hidden or stay empty: make it required: true "
                    + "without 'visible', or write a period.",
                "procedures/tracing.yaml(13,78): 'due: reply' needs a date, but 'replyBy' may be hidden or stay empty: make it required: true "
                    + "without 'visible', or write a period.",
            ]
        ),
        new(
            "A reply is due on a date that may be hidden",
            Form,
            "field: replyBy, type: date, min: today, required: true",
            "field: replyBy, type: date, min: today, required: true, visible: { when: { field: transport, is: bus } }",
            [
                "procedures/tracing.yaml(12,63): 'due: reply' needs a date, but 'replyBy' may be hidden or stay empty: make it required: true "
                    + "without 'visible', or write a period.",
                "procedures/tracing.yaml(13,78): 'due: reply' needs a date, but 'replyBy' may be hidden or stay empty: make it required: true "
                    + "without 'visible', or write a period.",
            ]
        ),
        new(
            "A reply is due although no date is requested",
            Alert,
            "replyBy: { field: commentsUntil }\n",
            "",
            [
                "procedures/warning.yaml(14,65): 'due: reply' is the date by which a reply is wanted, but the procedure names no field for it: add "
                    + "replyBy: { field: ... }, or write a period.",
            ]
        ),
        new(
            "The platform repeats an action every day",
            Alert,
            "  close-unopposed:\n    by: platform\n    from: closure-proposed\n    to: closed",
            "  close-unopposed:\n    by: platform\n    from: closure-proposed",
            [
                "procedures/warning.yaml(16,88): The platform would act again every day: 'close-unopposed' leads from 'closure-proposed' to "
                    + "'closure-proposed'. Make it lead to another state.",
            ]
        ),
        new(
            "A reminder comes after the state has ended",
            Alert,
            "due: 10 working days, then: close-unopposed",
            "due: 10 working days, remindAfter: P2M, then: close-unopposed",
            [
                "procedures/warning.yaml(16,95): The reminder would come after the last day, when 'close-unopposed' has ended the state: make "
                    + "'remindAfter' shorter than 'due'.",
            ]
        ),
        new(
            "A period is too long",
            Request,
            "due: P7D",
            "due: P900Y",
            [
                "procedures/tracing.yaml(11,63): 'P900Y' is not a last day. Write reply, or a period such as P30D or 15 working days: more than zero, at "
                    + "most a hundred years; or FORM.FIELD, a date that is asked; or the name of one of 'clocks'.",
            ]
        ),
        new(
            "A retention period is too long",
            Module,
            "delete: P1Y",
            "delete: P9999Y",
            [
                "module.yaml(4,34): 'P9999Y' is not a valid period. Write P7D for seven days, P2M for two months, P3Y for three years or 15 working "
                    + "days: more than zero, at most a hundred years.",
            ]
        ),
        new(
            "An action extends a state without a deadline",
            Alert,
            "by: sender.handler, from: closure-proposed,\n    asks: extension",
            "by: sender.handler, from: awaiting-broadcast,\n    asks: extension",
            ["procedures/warning.yaml(68,11): 'awaiting-broadcast' has no last day that 'extend' could extend: give it a 'due', or leave it out of 'from'."]
        ),
        new(
            "An action deletes the draft and moves on",
            Request,
            "    does: delete-draft",
            "    does: delete-draft\n    to: sent\n    checks: form",
            [
                "procedures/tracing.yaml(43,11): 'delete' deletes the draft, so nothing is left to move, to ask or to do: remove 'to', 'asks' and "
                    + "the other verbs.",
            ]
        ),
        new(
            "An action agrees to a date and declines it",
            Request,
            "    does: agree-date",
            "    does: [agree-date, decline-date]",
            ["procedures/tracing.yaml(55,11): 'agree-date' agrees to a date and declines it: make two actions of it."]
        ),
        new(
            "An action answers and asks again",
            Request,
            "    asks: question\n    does: round",
            "    asks: question\n    does: [answer, round]",
            [
                "procedures/tracing.yaml(100,9): 'answer' is for a party that received the exchange, not for the sender.",
                "procedures/tracing.yaml(104,11): 'ask-again' answers and opens another round: make two actions of it.",
            ]
        ),
        new(
            "A duplicate verb",
            Request,
            "    does: agree-date",
            "    does: [agree-date, agree-date]",
            ["procedures/tracing.yaml(55,24): 'agree-date' appears twice: remove one of them."]
        ),
        new(
            "The sender answers its own request",
            Request,
            "  answer-again:\n    by: recipient.handler",
            "  answer-again:\n    by: sender.handler",
            ["procedures/tracing.yaml(106,9): 'answer' is for a party that received the exchange, not for the sender."]
        ),
        new(
            "The recipient starts a round",
            Request,
            "  ask-again:\n    by: sender.handler",
            "  ask-again:\n    by: recipient.handler",
            ["procedures/tracing.yaml(100,9): 'round' is for the sender's side, not for the recipient."]
        ),
        new(
            "The sender forwards what it sent",
            Request,
            "by: [recipient.handler, coordinator of recipient.referral]\n    from: [sent, accepted]",
            "by: [recipient.handler, sender.handler]\n    from: [sent, accepted]",
            ["procedures/tracing.yaml(89,9): 'forward' is for a party that received the exchange, not for the sender."]
        ),
        new(
            "The recipient acts on a draft that it never sees",
            Request,
            "  delete:\n    by: sender.handler",
            "  delete:\n    by: recipient.handler",
            ["procedures/tracing.yaml(41,9): Only the sender sees a draft: the recipient can never take 'delete' there."]
        ),
        new(
            "Nobody can propose a date that an action agrees to",
            Request,
            "counterProposal: true, decideWithin: P7D",
            "counterProposal: false",
            [
                "procedures/tracing.yaml(55,11): 'agree-date' settles a proposed date, but nobody can propose one: add replyBy: { counterProposal: "
                    + "true } and an action that does propose-date.",
                "procedures/tracing.yaml(60,11): 'decline-date' settles a proposed date, but nobody can propose one: add replyBy: { counterProposal: "
                    + "true } and an action that does propose-date.",
            ]
        ),
        new(
            "A counter-proposal is declared but never made",
            Request,
            "    does: propose-date\n",
            "",
            [
                "procedures/tracing.yaml(6,45): No action proposes another date: add does: propose-date to the recipient's action, or remove "
                    + "'counterProposal'.",
                "procedures/tracing.yaml(54,11): 'agree-date' settles a proposed date, but nobody can propose one: add replyBy: { counterProposal: "
                    + "true } and an action that does propose-date.",
                "procedures/tracing.yaml(59,11): 'decline-date' settles a proposed date, but nobody can propose one: add replyBy: { counterProposal: "
                    + "true } and an action that does propose-date.",
            ]
        ),
        new(
            "The field that a verb reads may stay empty",
            "forms/question.yaml",
            "field: replyBy, type: date, min: today, required: true",
            "field: replyBy, type: date, min: today",
            [
                "procedures/tracing.yaml(103,11): 'ask-again' does round, which needs an answer to 'replyBy': make it required: true without "
                    + "'visible' in the form 'question'.",
                "procedures/warning.yaml(93,54): 'ask-again' does round, which needs an answer to 'replyBy': make it required: true without "
                    + "'visible' in the form 'question'.",
            ]
        ),
        new(
            "A duplicate actor",
            Request,
            "by: [recipient.handler, coordinator of recipient.referral]",
            "by: [recipient.handler, recipient.handler]",
            ["procedures/tracing.yaml(89,29): 'recipient.handler' appears twice: remove one of them."]
        ),
        new(
            "A duplicate state",
            Request,
            "from: [sent, accepted, asked-again]",
            "from: [sent, accepted, sent]",
            ["procedures/tracing.yaml(86,28): 'sent' appears twice: remove one of them."]
        ),
        new(
            "An action starts from no state",
            Request,
            "from: [sent, accepted, asked-again]",
            "from: []",
            ["procedures/tracing.yaml(86,11): The list is empty: write at least one entry."]
        ),
        new(
            "An action closes and extends",
            Alert,
            "    asks: extension,\n    does: extend",
            "    asks: extension,\n    to: closed,\n    does: extend",
            ["procedures/warning.yaml(69,11): 'extend' closes the exchange, so extend has no effect: remove it, or lead to an open state."]
        ),
        new(
            "A draft is sent to unreachable recipients",
            Alert,
            "    checks: form\n    does: broadcast\n",
            "    checks: form\n",
            [
                "procedures/warning.yaml(21,5): 'broadcast' leads from the draft to 'open', which waits for recipients that nobody has reached: add "
                    + "does: broadcast.",
            ]
        ),
        new(
            "The Commission acts and receives nothing",
            Alert,
            "recipients: [commission, warned,",
            "recipients: [warned,",
            [
                "procedures/warning.yaml(8,20): The Commission is not among the recipients: add commission to 'recipients'.",
                "procedures/warning.yaml(48,9): The Commission is not among the recipients: add commission to 'recipients'.",
                "procedures/warning.yaml(52,9): The Commission is not among the recipients: add commission to 'recipients'.",
                "procedures/warning.yaml(89,14): The Commission is not among the recipients: add commission to 'recipients'.",
            ]
        ),
        new(
            "A duplicate recipient",
            Alert,
            "recipients: [commission, warned,",
            "recipients: [commission, warned, warned,",
            ["procedures/warning.yaml(7,34): 'warned' appears twice: remove one of them."]
        ),
        new(
            "A duplicate field in the subject of the case",
            Request,
            "about: [owner, transport]",
            "about: [owner, owner]",
            ["procedures/tracing.yaml(5,16): 'owner' appears twice: remove one of them."]
        ),
        new(
            "Two procedures share a code",
            Alert,
            "code: LOST-W",
            "code: LOST",
            ["procedures/warning.yaml(3,7): The numbers of 'tracing' begin with 'LOST' too: each procedure has a code of its own."]
        ),
        new(
            "A code is too long for exchange numbers",
            Request,
            "code: LOST",
            "code: LOST-AND-FOUND-PROPERTY-OF-TRAVELLERS",
            [
                "procedures/tracing.yaml(3,7): 'LOST-AND-FOUND-PROPERTY-OF-TRAVELLERS' is not a valid code. Write capitals and hyphens, such as ROAD-Q, at "
                    + "most 20 characters: every number begins with it.",
            ]
        ),
        new(
            "The minimum of a number exceeds its maximum",
            Form,
            "min: 1, max: 1000000",
            "min: 1000001, max: 1000000",
            ["forms/tracing-request.yaml(25,48): 'min' (1000001) is larger than 'max' (1000000): no number is both."]
        ),
        new(
            "A text has a minimum number",
            Form,
            "field: notes, type: longtext",
            "field: notes, type: longtext, min: 3",
            ["forms/tracing-request.yaml(15,46): Only a number has 'min'; the longest text is 'maxLength'."]
        ),
        new(
            "A date has a maximum number",
            Form,
            "field: lostOn, type: date",
            "field: lostOn, type: date, max: 31",
            ["forms/tracing-request.yaml(9,43): A date has no 'max'."]
        ),
        new(
            "A text has a maximum length of zero",
            Form,
            "type: text, required: true, maxLength: 20",
            "type: text, required: true, maxLength: 0",
            ["forms/tracing-request.yaml(7,73): '0' is not possible here. Write a whole number from 1 to 100000."]
        ),
        new(
            "The maximum length of a text exceeds the limit",
            Form,
            "type: longtext, maxLength: 100000",
            "type: longtext, maxLength: 1000000000",
            ["forms/tracing-request.yaml(14,52): '1000000000' is not possible here. Write a whole number from 1 to 100000."]
        ),
        new(
            "The maximum number of items in a group exceeds the limit",
            Form,
            "maxItems: 3",
            "maxItems: 5000",
            [
                "forms/tracing-request.yaml(20,19): '5000' is not possible here. Write a whole number from 1 to 200; for more, ask for a file or for "
                    + "several exchanges.",
            ]
        ),
        new(
            "A group has no fields",
            Form,
            "          - { field: item, type: text, required: true }\n          - { field: isValuable, type: yesno, statistic: true }\n"
                + "          - { field: value, type: number, min: 1, max: 1000000, required: { when: { field: isValuable, is: yes } }, visible: { when: { "
                + "field: isValuable, is: yes } } }\n          - { field: engraving, type: text, personal: true }\n",
            "          []\n",
            ["forms/tracing-request.yaml(23,11): The list is empty: write at least one entry."]
        ),
        new(
            "A section has no fields",
            "forms/question.yaml",
            "    fields:\n",
            "    fields: []\n  - section: more\n    fields:\n",
            ["forms/question.yaml(4,13): The list is empty: write at least one entry."]
        ),
        new(
            "A choice with a single option hides another field forever",
            Form,
            "options: [asleep, in-a-hurry, distracted], statistic: true }",
            "options: [asleep, in-a-hurry, distracted], statistic: true, visible: { when: { field: transport, is: train } } }\n"
                + "      - { field: dreams, type: text, visible: { when: { all: [{ field: circumstances, is: asleep }, { field: transport, isNot: train }] "
                + "} } }",
            ["forms/tracing-request.yaml(9,55): This condition can never hold, so 'dreams' is never shown."]
        ),
        new(
            "A CELEX number is a word",
            Module,
            "celex: 00000L0000, provisions",
            "celex: hello, provisions",
            ["module.yaml(3,65): 'hello' is not a CELEX number: it is sector, year, letter and number as EUR-Lex writes them, such as 32012R1024."]
        ),
        new(
            "A CELEX number has the letter of another act",
            Module,
            "celex: 32012R1024, provision",
            "celex: 32012L1024, provision",
            ["module.yaml(10,58): The CELEX number of a regulation has the letter R: '32012L1024' is another kind of act than 'Regulation (EU) No 1024/2012'."]
        ),
        new(
            "A CELEX number belongs to another act",
            Module,
            "celex: 32012R1024, provision",
            "celex: 32012R1023, provision",
            ["module.yaml(10,58): 'Regulation (EU) No 1024/2012' and the CELEX number '32012R1023' are two different acts: correct one of them."]
        ),
        new(
            "A name is too long for lists",
            Module,
            "module: lost-property",
            "module: lost-lost-lost-lost-lost-lost-lost-lost-lost-lost-lost-lost-lost-property",
            [
                "module.yaml(2,9): 'lost-lost-lost-lost-lost-lost-lost-lost-lost-lost-lost-lost-lost-property' is not a valid module name. Names are "
                    + "lower case with hyphens, at most 60 characters, such as public-procurement.",
            ]
        ),
        new("A duplicate language", Module, "languages: [en, es]", "languages: [en, es, es]", ["module.yaml(5,21): 'es' appears twice: remove one of them."]),
        new(
            "A duplicate procedure",
            Module,
            "procedures: [tracing, warning]",
            "procedures: [tracing, warning, warning]",
            ["module.yaml(6,32): 'warning' appears twice: remove one of them."]
        ),
        new(
            "A pilot ends before it begins",
            Module,
            "languages: [en, es]",
            "languages: [en, es]\npilot: { launched: 2026-05-01, until: 2026-04-30, basis: Article 4 }",
            ["module.yaml(6,39): The pilot's last day is before its first."]
        ),
        new(
            "A pilot begins on an invalid date",
            Module,
            "languages: [en, es]",
            "languages: [en, es]\npilot: { launched: 2026-02-30, basis: Article 4 }",
            ["module.yaml(6,20): '2026-02-30' is not a valid date. Write it like 2013-11-25."]
        ),
        new(
            "A text contains a colon",
            Spanish,
            "name: Objetos perdidos",
            "name: Objetos: perdidos",
            ["texts/es.yaml(2,16): This is not valid YAML: put a text with a colon in quotation marks: name: \"Objetos: perdidos\""]
        ),
        new(
            "A text in braces contains a colon",
            Spanish,
            "owner: { label: Propietario }",
            "owner: { label: Propietario: quién }",
            ["texts/es.yaml(149,34): This is not valid YAML: put a text with a colon in quotation marks: label: \"Propietario: quién\""]
        ),
        new(
            "A text begins with a reserved YAML character",
            Spanish,
            "name: Objetos perdidos",
            "name: @objetos",
            ["texts/es.yaml(2,9): This is not valid YAML: put a text that begins with @, `, %, & or * in quotation marks: \"...\"."]
        ),
        new(
            "A quotation mark is not closed",
            Spanish,
            "name: Objetos perdidos",
            "name: \"Objetos perdidos",
            ["texts/es.yaml(2,9): This is not valid YAML: the text that begins here with a quotation mark does not end with one."]
        ),
        new(
            "An apostrophe within single quotation marks",
            Spanish,
            "name: Objetos perdidos",
            "name: 'L'Objetos'",
            [
                "texts/es.yaml(2,12): This is not valid YAML: there is more after the closing quotation mark. If the text contains an apostrophe or "
                    + "a quotation mark, put the whole text in the other kind of quotation marks.",
            ]
        ),
        new(
            "A line is indented too far",
            Spanish,
            "  title: Directiva",
            "    title: Directiva",
            ["texts/es.yaml(3,10): This is not valid YAML: the line is indented more than the line above it, which has a value already. Indent both equally."]
        ),
        new(
            "A space is missing after a colon",
            Spanish,
            "  name: Objetos perdidos",
            "  name:Objetos perdidos",
            ["texts/es.yaml(3,8): This is not valid YAML: a space is missing after the colon: name: Objetos perdidos"]
        ),
        new(
            "A text begins with a brace",
            Spanish,
            "name: Objetos perdidos",
            "name: {objetos} perdidos",
            ["texts/es.yaml(2,19): This is not valid YAML: put a text that begins with { or [ in quotation marks: \"...\"."]
        ),
        new(
            "A no-break space indents a line",
            Spanish,
            "  title: Directiva",
            "\u00a0 title: Directiva",
            ["texts/es.yaml(3,1): This is not valid YAML: the line is indented with a no-break space. Replace it with " + "spaces."]
        ),
        new(
            "A merge conflict marker remains",
            Request,
            "states:\n",
            "<<<<<<< HEAD\nstates:\n",
            [
                "procedures/tracing.yaml(8,1): This is not valid YAML: this line is left over from a merge. Keep one of the two versions below it, and "
                    + "remove the lines with <<<, === and >>>.",
            ]
        ),
        new(
            "A duplicate name",
            Request,
            "  closed:            { phase: closed }",
            "  closed:            { phase: closed }\n  closed:            { phase: closed }",
            ["procedures/tracing.yaml(17,3): This is not valid YAML: 'closed' appears twice in the same map. Remove one of them, or merge their content."]
        ),
        new(
            "A text has a placeholder that nothing fills",
            Spanish,
            "name: Objetos perdidos",
            "name: \"Objetos {number}\"",
            ["texts/es.yaml(2,9): Nothing fills '{number}': readers would see the braces. Write the text without braces."]
        ),
        new(
            "A text has an unknown key",
            Spanish,
            "owner: { label: Propietario }",
            "owners: { label: Propietario }",
            ["texts/es.yaml(149,7): Nothing in the module is called blocks.owner.fields.owners: did you mean 'blocks.owner.fields.owner'?"]
        ),
    ];
}

/// <summary>One change to a valid module and the problems that the checker reports.</summary>
/// <param name="Name">The mistake.</param>
/// <param name="File">The changed file.</param>
/// <param name="Right">The original text.</param>
/// <param name="Wrong">Its replacement.</param>
/// <param name="Problems">All expected problems: file, line, column, mistake and remedy.</param>
internal sealed record WrongDefinition(string Name, string File, string Right, string Wrong, string[] Problems);
