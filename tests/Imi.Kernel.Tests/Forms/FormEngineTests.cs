using System.Globalization;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Tests.Stories;
using Imi.Modules.Contracts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Kernel.Tests.Forms;

public sealed class FormEngineTests
{
    private const string Authority = "0195f0a0-0000-7000-8000-000000000001";

    private static readonly PolicyModule Module = DefinitionReader
        .ReadFolder(Path.Combine(AppContext.BaseDirectory, "Stories", "modules", "lost-property"))
        .Module!;

    private static readonly FormContext Context = new(
        new HashSet<string>(StringComparer.Ordinal) { "EL", "ES", "UK" },
        new HashSet<string>(StringComparer.Ordinal) { Authority },
        new DateOnly(2026, 3, 2)
    );

    private readonly FormEngine _forms = new(new PlatformTexts(NullLogger<PlatformTexts>.Instance));

    private static Form Form => Module.Forms["tracing-request"];

    [Theory]
    [InlineData("owner", "Ελένη 👩‍🎻 O'Neill <b>", null)]
    [InlineData("owner", "", "required")]
    [InlineData("owner", " \t\n ", "required")]
    [InlineData("owner", "\u0007\u0000", "required")]
    [InlineData("notes", "one\r\ntwo\n\tthree", null)]
    [InlineData("transport", "bus", null)]
    [InlineData("transport", "Bus", "not-an-option")]
    [InlineData("transport", "bus|train", "only-one")]
    [InlineData("circumstances", "asleep|in-a-hurry", null)]
    [InlineData("circumstances", "asleep|awake", "not-an-option")]
    [InlineData("lostOn", "2024-02-29", null)]
    [InlineData("lostOn", "2026-03-02", null)]
    [InlineData("lostOn", "2026-03-03", "date-future")]
    [InlineData("lostOn", "2026-02-29", "not-a-date")]
    [InlineData("lostOn", "29/02/2024", "not-a-date")]
    [InlineData("lostOn", "0026-02-28", "not-a-date")]
    [InlineData("lostOn", "２０２４-02-28", "not-a-date")]
    [InlineData("replyBy", "2026-03-02", null)]
    [InlineData("replyBy", "2026-03-01", "date-past")]
    [InlineData("crossed", "EL|es|UK", null)]
    [InlineData("crossed", "GR", "not-an-option")]
    [InlineData("spoken", "el", null)]
    [InlineData("spoken", "EL-gr", null)]
    [InlineData("spoken", "tlh", "not-an-option")]
    [InlineData("pages", "https://example.org/a?b=c#d|http://παράδειγμα.ευ/", null)]
    [InlineData("pages", "example.org", "web-no-scheme")]
    [InlineData("pages", "javascript:alert(1)", "web-no-scheme")]
    [InlineData("pages", "https://user:word@example.org", "web-user")]
    [InlineData("pages", "https://example.org/a b", "space")]
    [InlineData("ownerEmail", "eleni@example.org|o'neill+bag@mail.example.org", null)]
    [InlineData("ownerEmail", "Eleni <eleni@example.org>", "space")]
    [InlineData("ownerEmail", "eleni@localhost", "host")]
    [InlineData("seenBy", Authority, null)]
    [InlineData("seenBy", "0195f0a0-0000-7000-8000-000000000002", "not-an-authority")]
    public void A_field_accepts_values_of_its_type(string field, string typed, string? error) =>
        Assert.Equal(error is null ? [] : [$"{field} validation.{error}"], ErrorsOf(Complete.With(field, typed.Split('|'))));

    [Theory]
    [InlineData("12", null)]
    [InlineData("12.50", null)]
    [InlineData("12,5", null)]
    [InlineData("1000000", null)]
    [InlineData("0.99", "number-too-small")]
    [InlineData("-5", "number-too-small")]
    [InlineData("1000000.01", "number-too-large")]
    [InlineData("1e3", "not-a-number")]
    [InlineData("12 €", "not-a-number")]
    [InlineData("∞", "not-a-number")]
    [InlineData("99999999999999999999999999999999", "not-a-number")]
    [InlineData("", "required")]
    public void A_number_must_lie_within_its_bounds(string typed, string? error) =>
        Assert.Equal(
            error is null ? [] : [$"items.0.value validation.{error}"],
            ErrorsOf(Complete.With("items", [Request.Form(("item", "Violin"), ("isValuable", "yes"), ("value", typed))]))
        );

    [Theory]
    [InlineData("otherTransport", 20)]
    [InlineData("owner", 500)]
    [InlineData("notes", 10_000)]
    [InlineData("story", 100_000)]
    public void A_text_must_not_exceed_the_maximum_length_of_its_field(string field, int longest)
    {
        var form = Complete.With("transport", "other").With("otherTransport", "A boat");
        Assert.Empty(ErrorsOf(form.With(field, new string('ε', longest))));
        var error = Assert.Single(Errors(form.With(field, new string('ε', longest + 1))));
        Assert.Equal((field, "validation.too-long"), (error.Field, error.MessageKey));
        Assert.Equal((longest, longest + 1), (error.Values["most"], error.Values["length"]));
    }

    [Theory]
    [InlineData("train", "", "")]
    [InlineData("other", "", "otherTransport validation.required")]
    [InlineData("other", "A boat", "")]
    public void A_field_is_required_only_if_its_condition_holds(string transport, string other, string errors)
    {
        Assert.Equal(errors, string.Join(' ', ErrorsOf(Complete.With("transport", transport).With("otherTransport", other))));
        Assert.Equal(transport == "other", FieldOf(Complete.With("transport", transport), "otherTransport").IsVisible);
    }

    [Fact]
    public void Answers_to_hidden_fields_are_discarded_also_in_groups()
    {
        var kept = _forms.Clean(
            Form,
            Complete
                .With("otherTransport", "A boat")
                .With("nonsense", "x")
                .With("items", [Request.Form(("item", "Violin"), ("isValuable", "no"), ("value", "9")), Request.Form(("item", " "))]),
            null
        );
        Assert.Equal(["items", "owner", "replyBy", "transport"], kept.Fields);
        Assert.Equal("""[{"isValuable":"no","item":"Violin"}]""", kept.ToJsonObject()["items"]!.ToJsonString());
    }

    [Theory]
    [InlineData(0, "items validation.too-few-items")]
    [InlineData(1, "")]
    [InlineData(3, "")]
    [InlineData(4, "items validation.too-many-items")]
    public void The_number_of_items_in_a_group_is_limited(int count, string errors) =>
        Assert.Equal(
            errors,
            string.Join(' ', ErrorsOf(Complete.With("items", Enumerable.Range(1, count).Select(number => Request.Form(("item", $"Item {number}"))))))
        );

    [Fact]
    public void A_mistake_in_a_group_is_reported_at_its_item() =>
        Assert.Equal(
            ["items.1.item validation.required", "items.1.isValuable validation.not-an-option"],
            ErrorsOf(Complete.With("items", [Request.Form(("item", "Violin")), Request.Form(("isValuable", "maybe"))]))
        );

    [Fact]
    public void Statistics_contain_only_marked_answers() =>
        Assert.Equal(
            ["transport=train", "circumstances=asleep", "circumstances=distracted"],
            _forms.Facts(Form, Complete.With("circumstances", ["asleep", "distracted", "asleep"])).Select(fact => $"{fact.Key}={fact.Value}")
        );

    [Theory]
    [InlineData("en", "A train", "29 February 2024", "1,234.5")]
    [InlineData("es", "Un tren", "29 de febrero de 2024", "1234,5")]
    public void Answers_are_shown_in_the_readers_language(string language, string transport, string day, string number)
    {
        var form = Complete
            .With("lostOn", "2024-02-29")
            .With("crossed", "EL")
            .With("items", [Request.Form(("item", "Violin"), ("isValuable", "yes"), ("value", "1234.5"))]);
        var reader = new FormReader(Module.Texts, language, Sight.Full);
        var fields = _forms.View(Form, form, reader).SelectMany(section => section.Elements).ToList();
        Assert.Equal([transport], Of("transport").Shown);
        Assert.Equal([day], Of("lostOn").Shown);
        var value = fields.OfType<GroupView>().Single().Items[0].Fields.Single(field => field.Path == "items.0.value");
        Assert.Equal([1234.5m.ToString("#,0.##########", Languages.CultureOf(language))], value.Shown);
        Assert.Equal(number, language == "es" ? value.Shown[0].Replace(".", "", StringComparison.Ordinal) : value.Shown[0]);

        FieldView Of(string path) => fields.OfType<FieldView>().Single(field => field.Path == path);
    }

    [Fact]
    public void An_incomplete_surrogate_pair_is_removed() => Assert.Equal("ab", FormEngine.CleanText("a\uD83Db"));

    private static Answers Complete { get; } =
        Request.Form(("owner", "Eleni"), ("transport", "train"), ("replyBy", "2026-04-01")).With("items", [Request.Form(("item", "Umbrella"))]);

    private FieldView FieldOf(Answers answers, string path) =>
        _forms
            .View(Form, answers, new FormReader(Module.Texts, "en", Sight.Full))
            .SelectMany(section => section.Elements)
            .OfType<FieldView>()
            .Single(field => field.Path == path);

    private IReadOnlyList<FieldError> Errors(Answers typed) => _forms.Check(Form, _forms.Clean(Form, typed, null), Context);

    private IEnumerable<string> ErrorsOf(Answers typed) =>
        Errors(typed).Select(error => string.Create(CultureInfo.InvariantCulture, $"{error.Field} {error.MessageKey}"));
}
