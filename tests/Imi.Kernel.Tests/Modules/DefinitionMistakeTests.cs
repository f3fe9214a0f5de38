using Imi.Kernel.Definitions.Modules;

namespace Imi.Kernel.Tests.Modules;

/// <summary>Adds one mistake to valid definitions: it is reported with its position and a remedy.</summary>
public sealed class DefinitionMistakeTests
{
    private const string Procedure = "procedures/tracing.yaml";
    private const string Broadcast = "procedures/warning.yaml";
    private const string Form = "forms/tracing-request.yaml";

    /// <summary>A mistake may cause others, such as an unreachable state, but too many would hide it.</summary>
    private const int MostConsequences = 5;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Stories", "modules", "lost-property");

    [Theory]
    [InlineData(
        "module.yaml",
        "languages: [en, es]",
        "languages: [en, es, el]",
        "texts/el.yaml(1,1): The texts in ελληνικά are missing: the file texts/el.yaml."
    )]
    [InlineData("module.yaml", "languages: [en, es]", "languages: [en, gr]", "module.yaml(5,17): 'gr' is not a language of the network: did you mean 'fr'?")]
    [InlineData(
        "module.yaml",
        "block: P6M",
        "block: P19M",
        "module.yaml(4,21): Blocking must be at most 18 months after formal closure (Regulation (EU) No 1024/2012, Article 14(1)).",
        "module.yaml(4,35): Deletion cannot come before blocking."
    )]
    [InlineData(
        "module.yaml",
        "block: P6M, delete: P1Y",
        "block: P7M, delete: P1Y",
        "module.yaml(4,21): Blocking later than 6 months after formal closure needs the act that provides for it: add longerBy: { act, celex, "
            + "provision } (Regulation (EU) No 1024/2012, Article 14(1))."
    )]
    [InlineData(
        "module.yaml",
        "block: P6M, delete: P1Y",
        "block: P183D, delete: P1Y",
        "module.yaml(4,21): Blocking later than 6 months after formal closure needs the act that provides for it: add longerBy: { act, celex, "
            + "provision } (Regulation (EU) No 1024/2012, Article 14(1))."
    )]
    [InlineData(
        "module.yaml",
        "delete: P1Y",
        "delete: P5Y",
        "module.yaml(4,34): Deletion later than 3 years after formal closure needs the act that provides for it: add longerBy: { act, celex, "
            + "provision } (Regulation (EU) No 1024/2012, Article 14(4))."
    )]
    [InlineData(
        "module.yaml",
        "delete: P1Y",
        "delete: P5Y, longerBy: { act: Regulation (EU) 0/0, celex: 30000R0000 }",
        "module.yaml(4,49): 'provision' is missing here."
    )]
    [InlineData(
        "module.yaml",
        "delete: P1Y",
        "delete: P3Y, longerBy: { act: Regulation (EU) 0/0, celex: 30000R0000, provision: Article 1 }",
        "module.yaml(4,49): An act is named, but neither period is longer than Regulation (EU) No 1024/2012, Article 14, allows without one."
    )]
    [InlineData(
        "module.yaml",
        "delete: P1Y",
        "delete: 90 working days",
        "module.yaml(4,34): Personal data are kept for years, months or days, not for working days."
    )]
    [InlineData(
        "module.yaml",
        "block: P6M",
        "block: 6 months",
        "module.yaml(4,21): '6 months' is not a valid period. Write P7D for seven days, P2M for two months, P3Y for three years or 15 working days: "
    )]
    [InlineData("module.yaml", "retention: { block: P6M, delete: P1Y }\n", "", "module.yaml(2,1): 'retention' is missing here.")]
    [InlineData(
        "module.yaml",
        "procedures: [tracing, warning]",
        "procedures: [tracking, warning]",
        "procedures/tracing.yaml(1,1): module.yaml does not name this procedure.",
        "procedures/tracking.yaml(1,1): The file procedures/tracking.yaml is missing."
    )]
    [InlineData("module.yaml", "  offences:\n", "  offence:\n", "module.yaml(8,3): 'offence' is not a special category of data: did you mean 'offences'?")]
    [InlineData("module.yaml", "celex: 00000L0000, provision: Article 2 }", "celex: 00000L0000 }", "module.yaml(9,14): 'provision' is missing here.")]
    [InlineData(
        "module.yaml",
        "  offences:\n    tracing: {",
        "  health:\n    tracing: {",
        "forms/tracing-request.yaml(30,66): module.yaml names no ground for 'offences': add special: { offences: { NAME: { act, celex, provision } } "
            + "} (Regulation (EU) No 1024/2012, Article 16)."
    )]
    [InlineData(
        "module.yaml",
        "special:\n",
        "special:\n  health: { consent: { act: Regulation (EU) No 1024/2012, celex: 32012R1024, provision: Article 16(1) } }\n",
        "module.yaml(8,11): No field is marked special: health."
    )]
    public void A_mistake_in_the_module_is_reported(string file, string right, string wrong, params string[] problems) =>
        AssertReported(file, right, wrong, problems);

    [Theory]
    [InlineData(
        "keywords.yaml",
        "- luggage",
        "- Luggage",
        "keywords.yaml(4,5): 'Luggage' is not a valid keyword name. Names are lower case with hyphens, at most 60 characters, such as investment-fraud."
    )]
    [InlineData("keywords.yaml", "- luggage", "- jewellery", "keywords.yaml(4,5): 'jewellery' appears twice: remove one of them.")]
    [InlineData(
        "keywords.yaml",
        "keywords:",
        "keyword:",
        "keywords.yaml(1,1): 'keywords' is missing here.",
        "keywords.yaml(1,1): Unknown word 'keyword': did you mean 'keywords'?"
    )]
    [InlineData(
        "keywords.yaml",
        "- luggage",
        "- luggages",
        "texts/en.yaml(166,3): Nothing in the module is called keywords.luggage: did you mean 'keywords.luggages'?",
        "texts/es.yaml(166,3): Nothing in the module is called keywords.luggage: did you mean 'keywords.luggages'?"
    )]
    public void A_mistake_in_the_keywords_is_reported(string file, string right, string wrong, params string[] problems) =>
        AssertReported(file, right, wrong, problems);

    [Theory]
    [InlineData("kind: request", "kind: broadcast", "(2,7): 'broadcast' is not a kind of procedure: expected one of alert, notification, request.")]
    [InlineData("code: LOST", "code: lost", "(3,7): 'lost' is not a valid code. Write capitals and hyphens, such as ")]
    [InlineData("form: tracing-request", "form: tracing-requests", "(4,7): There is no form 'tracing-requests': did you mean 'tracing-request'?")]
    [InlineData("about: [owner,", "about: [owners,", "(5,8): The form 'tracing-request' has no field 'owners': did you mean 'owner'?")]
    [InlineData("field: replyBy, counter", "field: owner, counter", "(6,10): The form 'tracing-request' has no date field 'owner'.")]
    [InlineData("about: [owner,", "about: [suspicion,", "(5,8): 'suspicion' is of a special category, which no list shows.")]
    [InlineData(
        "{ field: reply.found, answered",
        "{ field: reply.conviction, answered",
        "(115,11): A condition reads 'reply.conviction', which is of a special category: what is shown would reveal the answer."
    )]
    [InlineData("code: LOST", "code: LOST\nrecipient: sender", "(4,12): Only 'coordinator' is possible here, not 'sender'.")]
    [InlineData(
        "draft:             { phase: draft }",
        "draft:             { phase: begin }",
        "(9,31): 'begin' is not a phase: expected one of closed, draft, open."
    )]
    [InlineData("waitsFor: sender, remindAfter: P14D", "waitsFor: senders, remindAfter: P14D", "(14,47): 'senders' is not a party: did you mean 'sender'?")]
    [InlineData(
        "due: P7D",
        "due: soon",
        "(11,63): There is no clock 'soon': expected reply. A period such as P30D, 15 working days or FORM.FIELD is possible too."
    )]
    [InlineData(
        "  closed:            { phase: closed }",
        "  closed:            { phase: closed }\n  lost:              { phase: open, waitsFor: sender }",
        "(17,3): No action leads to the state 'lost'.",
        "(17,3): No action leads out of the state 'lost'."
    )]
    [InlineData("from: draft\n    does", "from: drift\n    does", "(42,11): There is no state 'drift': did you mean 'draft'?")]
    [InlineData("from: sent\n    to: accepted", "from: [sent, closed]\n    to: accepted", "(47,11): 'closed' is closed: no action leaves a closed state.")]
    [InlineData(
        "to: accepted\n    asks: acceptance",
        "to: agreed\n    asks: acceptance",
        "(48,9): There is no state 'agreed': expected one of accepted, answered, asked-again, awaiting-approval, closed, draft, reply-approval, sent."
    )]
    [InlineData("by: recipient.allocator", "by: recipient.manager", "(85,9): 'recipient.manager' is not an actor: did you mean 'recipient.handler'?")]
    [InlineData("does: round", "does: rounds", "(104,11): 'rounds' is not a verb: did you mean 'round'?")]
    [InlineData("asks: question", "asks: reply", "(100,5): 'ask-again' does round, so it must ask a form with a field 'replyBy' of type date.")]
    [InlineData("checks: form\n    when: { not", "when: { not", "(20,5): 'send' sends a draft, so it needs 'checks: form'.")]
    [InlineData(
        "when: { pending: date-proposal }\n    does: agree-date",
        "whenever: { pending: date-proposal }\n    does: agree-date",
        "(54,5): Unknown word 'whenever': expected one of asks, by, checks, clock, does, extends, from, informs, shows, style, to, when."
    )]
    [InlineData(
        "{ setup: sender.approves-requests }\n  approve",
        "{ setup: sender.approves-request }\n  approve",
        "(30,20): 'sender.approves-request' is not a setting: did you mean 'sender.approves-requests'?"
    )]
    [InlineData("{ field: reply.found, answered", "{ field: reply.founds, answered", "(115,11): A condition names 'reply.founds', which no form has")]
    [InlineData(
        "{ field: reply.found, answered: true }",
        "{ field: reply.found, is: maybe }",
        "(115,11): A condition compares 'reply.found' with 'maybe', which is not one of its options: expected one of no, yes."
    )]
    [InlineData(
        "{ field: reply.found, answered: true }",
        "{ field: reply.found }",
        "(115,11): One of these is missing here: is, isNot, answered, before, after."
    )]
    [InlineData("{ field: reply.found, answered: true }", "{ pendign: parts }", "(115,13): Unknown word 'pendign': did you mean 'pending'?")]
    [InlineData(
        "{ field: reply.found, answered: true }",
        "[reply.found]",
        "(115,11): A map { all: ... } or a map { any: ... } or a map { not: ... } or a map { setup: ... } "
    )]
    [InlineData("states:\n", "states: none\nother:\n", "(8,9): A map { NAME: ... } is expected here.", "(9,1): Unknown word 'other': expected one of ")]
    [InlineData(
        "{ field: reply.found, answered: true }",
        "{ weather: fine }",
        "(115,13): Unknown word 'weather': expected one of after, all, answered, any, before, commission, done, field, is, isNot, not, pending, setup."
    )]
    public void A_mistake_in_a_procedure_is_reported(string right, string wrong, params string[] problems) =>
        AssertReported(Procedure, right, wrong, [.. problems.Select(problem => Procedure + problem)]);

    [Theory]
    [InlineData(
        "kind: alert\n",
        "kind: request\n",
        "(7,13): A request has one recipient, which the sender chooses: recipients are for kind: notification and kind: alert."
    )]
    [InlineData(
        "recipients: [commission, warned, alsoWarned, linked]\n",
        "",
        "(1,1): A notification or an alert needs recipients, such as recipients: [commission, homeState]."
    )]
    [InlineData(
        "recipients: [commission, warned, alsoWarned, linked]\n",
        "recipients: linked\n",
        "(7,13): 'linked' adds authorities in the countries that the broadcast reaches: name these too, such as recipients: [homeState, linked]."
    )]
    [InlineData(
        "recipients: [commission, warned,",
        "recipients: [commission, item,",
        "(7,26): 'item' is not a recipient: write commission, all, linked, or a field of type country of the form 'warning'."
    )]
    [InlineData(
        "kind: alert\n",
        "kind: alert\nrecipient: coordinator\n",
        "(3,12): A notification or an alert has several recipients: 'recipient' is for kind: request."
    )]
    [InlineData("by: commission, begins", "by: recipient, begins", "(8,14): A notification or an alert has recipients (and commission), not one recipient.")]
    [InlineData("ends: conclude", "ends: concludes", "(8,14): There is no action 'concludes': did you mean 'conclude'?")]
    [InlineData("lost-property/tracing: { item", "tracing: { item", "(10,3): 'tracing' is not a valid procedure with its module. Write MODULE/PROCEDURE.")]
    [InlineData("{ item: reply.place }", "{ items: reply.place }", "(10,28): The form 'warning' has no field 'items': did you mean 'item'?")]
    [InlineData(
        "waitsFor: recipients, due: reply",
        "waitsFor: recipient, due: reply",
        "(15,3): A notification or an alert has recipients (and commission), not one recipient."
    )]
    [InlineData(
        "then: close }",
        "then: comment }",
        "(15,3): The platform takes 'comment' after the last day of 'open', so that action needs by: platform and from: open."
    )]
    [InlineData("due: 10 working days, ", "", "(16,3): 'closure-proposed' has 'then', so it needs a last day: due: P30D.")]
    [InlineData(
        "due: 10 working days",
        "due: ten working days",
        "(16,65): 'ten working days' is not a last day. Write reply, or a period such as P30D or 15 working days: "
    )]
    [InlineData("{ done: examine }", "{ done: examined }", "(50,11): There is no action 'examined': did you mean 'examine'?")]
    [InlineData("by: recipients.referral", "by: recipient.referral", "(39,5): A notification or an alert has recipients (and commission), not one recipient.")]
    [InlineData(
        "does: amend",
        "does: forward",
        "(57,5): 'amend' does forward, which only a request can.",
        "(57,5): 'amend' does forward, so it must ask a form with a field 'authority' of type authority."
    )]
    [InlineData("asks: extension", "asks: comment", "(66,5): 'extend' does extend, so it must ask a form with a field 'until' of type date.")]
    public void A_mistake_in_a_broadcast_is_reported(string right, string wrong, params string[] problems) =>
        AssertReported(Broadcast, right, wrong, [.. problems.Select(problem => Broadcast + problem)]);

    [Theory]
    [InlineData("ends: explain, within", "ends: explains, within", "(96,20): There is no action 'explains': did you mean 'explain'?")]
    [InlineData(
        "by: sender, begins: ask",
        "by: recipient, begins: ask",
        "(96,20): A notification or an alert has recipients (and commission), not one recipient.",
        "(96,20): 'answer-question' is for the recipient, which may take none of the actions that end it."
    )]
    [InlineData("pending: answer-question }", "pending: answer }", "(90,69): Nothing called 'answer' can be pending: did you mean 'answers'?")]
    [InlineData(",\n    extends: { upTo: P7D, total: P10D }", "", "(66,5): 'extend' does extend, so it must say how far: extends: { upTo: P3M }.")]
    [InlineData(
        "extends: { upTo: P7D,",
        "extends: { by: P7D, upTo: P7D,",
        "(69,14): An extension is by a period or up to a date that the form asks: extends: { by: P3M } or extends: { upTo: P3M }."
    )]
    [InlineData("clock: restart", "clock: stop", "(64,12): Only 'restart' is possible here, not 'stop'.")]
    [InlineData("\ntasks:", "\nlateRecipients: true\ntasks:", "(95,17): 'lateRecipients' is for a broadcast that reaches every country: recipients: all.")]
    public void A_mistake_in_tasks_answers_or_periods_is_reported(string right, string wrong, params string[] problems) =>
        AssertReported(Broadcast, right, wrong, [.. problems.Select(problem => Broadcast + problem)]);

    [Theory]
    [InlineData("type: longtext, maxLength", "type: longtxt, maxLength", "(14,31): 'longtxt' is not a field type: did you mean 'longtext'?")]
    [InlineData(
        "field: lostOn",
        "field: lost-on",
        "(9,18): 'lost-on' is not a valid field name. Write it like webAddresses, beginning with a small letter, at most 60 characters."
    )]
    [InlineData(
        "field: notes, type",
        "field: story, type",
        "(1,1): The form has two fields called 'story': a field's name is unique in its form, blocks included."
    )]
    [InlineData("field: notes, type", "field: notes, typ", "(15,9): 'type' is missing here.", "(15,25): Unknown word 'typ': did you mean 'type'?")]
    [InlineData("options: [train, bus, other], ", "", "(6,9): The choice 'transport' has no options.")]
    [InlineData("[train, bus, other]", "[train, bus, other, bus]", "(6,72): 'bus' appears twice: remove one of them.")]
    [InlineData(
        "field: story, type: longtext",
        "field: story, type: longtext, personal: true, statistic: true",
        "(14,68): 'story' is personal, so it can never be a statistic: statistics survive the deletion of personal data."
    )]
    [InlineData("field: spoken, type: language", "field: spoken, type: language, required: perhaps", "(11,52): Write true or false, not 'perhaps'.")]
    [InlineData(
        "field: transport, is: other } } }",
        "field: transports, is: other } } }",
        "(7,94): A condition names 'transports', which no form has: did you mean 'transport'?"
    )]
    [InlineData(
        "field: transport, is: other } } }",
        "field: transport, is: plane } } }",
        "(7,94): A condition compares 'transport' with 'plane', which is not one of its options: expected one of bus, other, train."
    )]
    [InlineData(
        "maxItems: 3",
        "maxItems: three",
        "(20,19): 'three' is not possible here. Write a whole number from 1 to 200; for more, ask for a file or for several exchanges."
    )]
    [InlineData("minItems: 1", "minItems: 4", "(18,9): 'maxItems' (3) is smaller than 'minItems' (4).")]
    [InlineData("- block: owner", "- block: owners", "(3,12): There is no block 'owners': did you mean 'owner'?")]
    [InlineData("min: today", "min: tomorrow", "(29,44): 'tomorrow' is not a minimum. Write a whole number; for a date, today.")]
    [InlineData("  - section: loss", "  - section: belongings", "(1,1): The form has two sections called 'belongings'.")]
    [InlineData(
        "type: text, personal: true, special",
        "type: text, special",
        "(30,50): 'suspicion' is of a special category, so it is personal too: add personal: true."
    )]
    [InlineData(
        "engraving, type: text, personal: true",
        "engraving, type: text, personal: true, special: offences",
        "(26,70): A field of a group cannot be of a special category: each answer needs a ground of its own."
    )]
    [InlineData(
        "field: story, type: longtext",
        "field: suspicionGround, type: longtext",
        "(1,1): The form has two fields called 'suspicionGround': a field's name is unique in its form, blocks included."
    )]
    public void A_mistake_in_a_form_is_reported(string right, string wrong, params string[] problems) =>
        AssertReported(Form, right, wrong, [.. problems.Select(problem => Form + problem)]);

    [Theory]
    [InlineData(
        Procedure,
        "  draft: ",
        "\tdraft: ",
        "procedures/tracing.yaml(9,1): This is not valid YAML: the line is indented with a tab. Replace it with spaces."
    )]
    [InlineData(
        Procedure,
        "about: [owner, transport]",
        "about: [owner, transport",
        "procedures/tracing.yaml(5,14): This is not valid YAML: something after this position is not closed: check for a missing ] or }."
    )]
    [InlineData(
        Procedure,
        "  closed:            { phase: closed }",
        "  closed:            { phase: closed }\n  closed:            { phase: closed }",
        "procedures/tracing.yaml(17,3): This is not valid YAML: 'closed' appears twice in the same map. Remove one of them, or merge their content."
    )]
    [InlineData(Procedure, "states:", "---\nstates:", "procedures/tracing.yaml(1,1): The file holds more than one document: remove the line ---.")]
    [InlineData(
        Procedure,
        "code: LOST",
        "code: &code LOST\nprovision: *code",
        "procedures/tracing.yaml(4,12): This is not valid YAML: aliases (*NAME) are not allowed in definitions: repeat the value."
    )]
    [InlineData(
        "texts/es.yaml",
        "name: Objetos perdidos",
        "name: &a Objetos\n  title: *a",
        "texts/es.yaml(3,10): This is not valid YAML: aliases (*NAME) are not allowed in definitions: repeat the value."
    )]
    [InlineData("texts/es.yaml", "  title: Directiva sobre objetos perdidos\n", "", "texts/es.yaml(1,1): The text module.title is missing in español.")]
    [InlineData(
        "texts/es.yaml",
        "  title: Directiva",
        "  tittle: Directiva",
        "texts/es.yaml(3,3): Nothing in the module is called module.tittle: did you mean 'module.title'?"
    )]
    [InlineData("texts/es.yaml", "name: Objetos perdidos", "name: ''", "texts/es.yaml(2,9): The text module.name is empty.")]
    [InlineData("texts/es.yaml", "name: Objetos perdidos", "name: [Objetos, perdidos]", "texts/es.yaml(2,9): Under module.name a text is expected.")]
    [InlineData(
        "texts/es.yaml",
        "owner: { label: Propietario }",
        "owner: { label: Propietario, help: Quién }",
        "texts/en.yaml(149,7): The text blocks.owner.fields.owner.help is missing in English; another language has it."
    )]
    [InlineData(
        "texts/es.yaml",
        "  name: Objetos",
        "  name: Objetos\n  name: Objetos",
        "texts/es.yaml(3,3): This is not valid YAML: 'name' appears twice in the same map. Remove one of them, or merge their content."
    )]
    public void Invalid_YAML_and_missing_texts_are_reported(string file, string right, string wrong, params string[] problems) =>
        AssertReported(file, right, wrong, problems);

    [Theory]
    [InlineData("matter: [lost-thing]", "matter: lost-thing", "guide.yaml(2,11): A list [VALUE, VALUE] is expected here.")]
    [InlineData(
        "  valuable: [",
        "  need: [warn]\n  valuable: [",
        "guide.yaml(3,3): The platform asks 'need' itself and has all its answers: name it in 'when' alone."
    )]
    [InlineData("valuable: [\"yes\", \"no\"]", "valuable: [\"yes\", \"no\", \"no\"]", "guide.yaml(3,27): 'no' appears twice: remove one of them.")]
    [InlineData(
        "valuable: [\"yes\", \"no\"]",
        "valuable: [\"yes\", \"no\", perhaps]",
        "guide.yaml(3,3): A dead end: after scope: case, where: another-country, matter: lost-thing, need: information the answer 'perhaps' to "
            + "'valuable' leads to no outcome."
    )]
    [InlineData(
        "measures], valuable: \"no\"",
        "measures], valuable: [\"yes\", \"no\"]",
        "guide.yaml(14,5): A contradiction: after scope: case, where: another-country, matter: lost-thing, need: information, valuable: yes both "
            + "'tracing' and 'worthless' are right."
    )]
    [InlineData(
        "need: warn",
        "need: warn, where: own-country",
        "guide.yaml(10,5): A contradiction: after scope: case, where: own-country, matter: lost-thing, need: warn both 'national' and 'warning' are right."
    )]
    [InlineData("need: warn", "need: []", "guide.yaml(10,5): No way through the guide leads to 'warning': its answers contradict each other.")]
    [InlineData("valuable: [\"yes\", \"no\"]", "valuable: [\"yes\", \"no\"]\n  colour: [red]", "guide.yaml(4,3): No way through the guide asks 'colour'.")]
    [InlineData("need: warn", "needs: warn", "guide.yaml(11,11): There is no question 'needs': did you mean 'need'?")]
    [InlineData("need: warn", "need: warm", "guide.yaml(11,11): 'warm' is not an answer to 'need': did you mean 'warn'?")]
    [InlineData("procedure: warning", "procedure: warnings", "guide.yaml(10,16): There is no procedure 'warnings': did you mean 'warning'?")]
    [InlineData("{ warned: country }", "{ warnd: country }", "guide.yaml(12,12): The form 'warning' has no field 'warnd': did you mean 'warned'?")]
    [InlineData("{ warned: country }", "{ item: country }", "guide.yaml(12,12): 'item' takes no country.")]
    [InlineData("{ transport: train }", "{ transport: plane }", "guide.yaml(8,11): 'plane' is not an answer that 'transport' takes.")]
    [InlineData(
        "outside: https://lost.example",
        "outside: lost.example",
        "guide.yaml(15,14): 'lost.example' is not a valid web address. Write it in full, beginning with https://."
    )]
    [InlineData("outside: https://lost.example", "leadsTo: { valuable: perhaps }", "guide.yaml(15,14): There is no answer 'perhaps' to a question 'valuable'.")]
    [InlineData(
        "outside: https://lost.example",
        "outside: https://lost.example\n    sets: { item: x }",
        "guide.yaml(14,5): 'worthless' begins no procedure, so there is no form to fill."
    )]
    public void A_mistake_in_the_guide_is_reported(string right, string wrong, params string[] problems) =>
        AssertReported("guide.yaml", right, wrong, problems);

    [Fact]
    public void A_missing_text_of_the_guide_is_reported() =>
        AssertReported(
            "texts/es.yaml",
            "      question: ¿Vale algo?\n",
            "",
            ["texts/es.yaml(155,5): The text guide.questions.valuable.question is missing in español."]
        );

    private static void AssertReported(string file, string right, string wrong, string[] expected)
    {
        var files = DefinitionReader.FilesOf(Folder).ToDictionary(StringComparer.Ordinal);
        Assert.Contains(right, files[file], StringComparison.Ordinal);
        var at = files[file].IndexOf(right, StringComparison.Ordinal);
        files[file] = string.Concat(files[file].AsSpan(0, at), wrong, files[file].AsSpan(at + right.Length));
        var result = DefinitionReader.Read(files);
        Assert.Null(result.Module);
        var reported = result.Problems.Select(problem => problem.ToString()).ToList();
        var all = string.Join('\n', reported);
        Assert.All(expected, problem => Assert.True(reported.Exists(one => one.Contains(problem, StringComparison.Ordinal)), $"Expected {problem}\n{all}"));
        Assert.True(reported.Count <= expected.Length + MostConsequences, all);
    }
}
