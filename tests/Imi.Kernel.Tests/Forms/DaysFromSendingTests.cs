using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Tests.Stories;
using Microsoft.Extensions.Logging.Abstractions;

namespace Imi.Kernel.Tests.Forms;

/// <summary>A date with <c>days: sent</c> is shown with the days between it and the sending of the exchange.</summary>
public sealed class DaysFromSendingTests
{
    private const string FormFile = "forms/tracing-request.yaml";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Stories", "modules", "lost-property");

    [Theory]
    [InlineData("en", "2026-02-25", "25 February 2026 (5 days before sending)")]
    [InlineData("de", "2026-03-01", "1. März 2026 (1 Tag vor dem Versand)")]
    [InlineData("es", "2026-03-02", "2 de marzo de 2026 (el día del envío)")]
    [InlineData("fr", "2026-03-04", "4 mars 2026 (2 jours après l’envoi)")]
    [InlineData("el", "2026-03-03", "3 Μαρτίου 2026 (1 ημέρα μετά την αποστολή)")]
    public void A_date_is_shown_with_its_days_from_sending(string language, string lostOn, string shown) =>
        Assert.Equal(shown, Shown(lostOn, language, new DateOnly(2026, 3, 2)));

    [Fact]
    public void Before_the_sending_there_are_no_days_to_count() => Assert.Equal("25 February 2026", Shown("2026-02-25", "en", null));

    [Fact]
    public void Only_a_date_can_count_days()
    {
        var found = DefinitionReader.Read(With("field: notes, type: longtext")).Problems;

        Assert.Contains(found, one => one.File == FormFile && one.Message == "Only a date lies a number of days before or after the sending.");
    }

    private static string Shown(string lostOn, string language, DateOnly? sent)
    {
        var module = DefinitionReader.Read(With("field: lostOn, type: date")).Module!;
        var form = module.Forms["tracing-request"];
        var reader = new FormReader(module.Texts, language, Sight.Full, new SentOn(sent));
        return Assert.Single(
            new FormEngine(new PlatformTexts(NullLogger<PlatformTexts>.Instance))
                .View(form, Request.Form(("lostOn", lostOn)), reader)
                .SelectMany(section => section.Elements)
                .OfType<FieldView>()
                .Single(field => field.Path == "lostOn")
                .Shown
        );
    }

    private static Dictionary<string, string> With(string field)
    {
        var files = new Dictionary<string, string>(DefinitionReader.FilesOf(Folder), StringComparer.Ordinal);
        Assert.Contains(field, files[FormFile], StringComparison.Ordinal);
        files[FormFile] = files[FormFile].Replace(field, $"{field}, days: sent", StringComparison.Ordinal);
        return files;
    }

    private sealed record SentOn(DateOnly? Day) : IConditionContext
    {
        public IReadOnlyList<string> AnswersTo(string field) => [];

        public bool HasSetting(Party party, string setting) => false;

        public string? CountryOf(Party party) => null;

        public bool IsPending(string name) => false;

        public DateOnly? DayOf(string bound) => bound == DateBound.Sent ? Day : null;

        public bool WasDone(string action) => false;
    }
}
