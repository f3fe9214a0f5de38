using Imi.Kernel.Registry;

namespace Imi.Kernel.Tests.Stories;

public abstract class ImportStories(Platform platform)
{
    [SkippableFact]
    public async Task A_table_registers_authorities_and_the_same_table_changes_nothing()
    {
        var story = await platform.BeginAsync();
        var rows = new[] { Row("PL", "Urząd Ochrony Ptaków", "Bird Protection Office"), Row("CY", "Υπηρεσία Αλιείας Λάρνακας", "Larnaca Fishery Service", "el") };

        var tried = await ImportAsync(story, isDryRun: true, rows);
        Assert.Equal((false, 2, 0), (tried.IsDone, tried.Registered, tried.Corrected));
        Assert.Empty(await FoundAsync(story, "ptakow"));
        var first = await ImportAsync(story, isDryRun: false, rows);
        Assert.Equal((true, 2, 0), (first.IsDone, first.Registered, first.Corrected));
        var second = await ImportAsync(story, isDryRun: false, rows);
        Assert.Equal((true, 0, 0), (second.IsDone, second.Registered, second.Corrected));
        Assert.Single(await FoundAsync(story, "ptakow"));
        Assert.Single(await FoundAsync(story, "ypiresia alieias"));

        rows[0]["email"] = "nowe@ptaki.example";
        var third = await ImportAsync(story, isDryRun: false, rows);
        Assert.Equal((0, 1), (third.Registered, third.Corrected));
        Assert.Equal("nowe@ptaki.example", (await FoundAsync(story, "ptakow"))[0].Email);
    }

    [SkippableFact]
    public async Task Every_problem_is_told_by_row_and_nothing_is_changed()
    {
        var story = await platform.BeginAsync();
        var right = Row("FR", "Agence des phares", "Lighthouse Agency");
        var twice = Row("FR", "Agence des balises", "Beacon Agency");
        twice["national-identifier"] = right["national-identifier"];
        var wrong = Row("XX", "", "Nowhere Office");
        (wrong["kind"], wrong["languages"], wrong["email"]) = ("ministry", "xx", "nobody");
        var anonymous = Row("FR", "Office du sel", "Salt Office");
        anonymous["national-identifier"] = " ";

        var report = await ImportAsync(story, isDryRun: false, right, twice, wrong, anonymous);
        Assert.False(report.IsDone);
        Assert.Equal(
            [(3, "registration.import.twice"), (4, "validation.not-an-option"), (4, "registration.import.country"), (5, "registration.import.identifier-needed")],
            report.Problems.Select(problem => (problem.Row, problem.Error.MessageKey)));
        Assert.Empty(await FoundAsync(story, "phares"));
    }

    [SkippableFact]
    public async Task A_row_that_is_like_a_registered_authority_says_whether_it_is_the_same()
    {
        var story = await platform.BeginAsync();
        Assert.True((await ImportAsync(story, isDryRun: false, Row("FR", "Institut des dunes littorales", "Institute for Coastal Dunes"))).IsDone);
        var known = (await FoundAsync(story, "dunes littorales")).Single();
        var row = Row("FR", "Institut des dunes littorales", "Coastal Dunes Institute");

        var doubted = await ImportAsync(story, isDryRun: false, row);
        Assert.Equal([("registration.import.alike", known.Code)], doubted.Problems.Select(problem => (problem.Error.MessageKey, (string)problem.Error.Values["code"]!)));
        row["code"] = known.Code;
        Assert.Equal((0, 1), Counts(await ImportAsync(story, isDryRun: false, row)));
        var unknown = await ImportAsync(story, isDryRun: false, With(With(row, "code", "fr-no-such-office"), "national-identifier", "other"));
        Assert.Equal(["registration.import.code"], unknown.Problems.Select(problem => problem.Error.MessageKey));
        Assert.Equal((1, 0), Counts(await ImportAsync(story, isDryRun: false, With(With(row, "national-identifier", "another"), "code", ImportDesk.Another))));
        Assert.Equal(2, (await FoundAsync(story, "dunes littorales")).Count);
    }

    [SkippableFact]
    public async Task What_is_exported_can_be_imported_again_and_changes_nothing()
    {
        var story = await platform.BeginAsync();
        Assert.True((await ImportAsync(story, isDryRun: false, Row("ES", "Consejo del Azafrán", "Saffron Council"))).IsDone);
        var exported = await story.AskAsync<ImportDesk, IReadOnlyList<(string Code, Registration Entry)>>((desk, stop) => desk.ExportAsync(null, 5000, stop));
        var rows = exported.Where(one => one.Entry.NationalIdentifier.Length > 0).Select(one => ImportRow.Write(one.Code, one.Entry, Imi.Kernel.Texts.Languages.All)).ToArray();

        Assert.Contains(rows, row => row["name.es"] == "Consejo del Azafrán");
        Assert.Equal((0, 0), Counts(await ImportAsync(story, isDryRun: false, rows)));
    }

    [SkippableFact]
    public async Task Of_a_country_that_has_left_the_authorities_stay_and_no_other_comes()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("UK");
        var known = await story.AskAsync<AuthorityDirectory, Authority?>((directory, stop) => directory.FindAsync(office.Id, stop));
        var row = With(Row("UK", "Office of Fair Weather", "Office of Fair Weather", "en"), "code", known!.Code);

        Assert.Equal((0, 1), Counts(await ImportAsync(story, isDryRun: false, row)));
        var another = await ImportAsync(story, isDryRun: false, Row("UK", "Board of Fog", "Board of Fog", "en"));
        Assert.Equal(["registration.import.country"], another.Problems.Select(problem => problem.Error.MessageKey));
    }

    private static Dictionary<string, string> Row(string country, string name, string title, string? language = null) => new(StringComparer.Ordinal)
    {
        ["country"] = country,
        ["national-identifier"] = $"N-{Guid.CreateVersion7():N}",
        ["informal-title"] = title,
        ["languages"] = "en, fr",
        ["email"] = $"{Guid.CreateVersion7():N}@office.example",
        [$"name.{language ?? country.ToLowerInvariant()}"] = name,
    };

    private static Dictionary<string, string> With(Dictionary<string, string> row, string column, string value) => new(row, StringComparer.Ordinal) { [column] = value };

    private static (int Registered, int Corrected) Counts(ImportReport report)
    {
        Assert.Empty(report.Problems);
        return (report.Registered, report.Corrected);
    }

    private static Task<ImportReport> ImportAsync(Story story, bool isDryRun, params IReadOnlyDictionary<string, string>[] rows) =>
        story.AskAsync<ImportDesk, ImportReport>((desk, stop) => desk.ImportAsync(rows, isDryRun, null, stop));

    private static Task<List<Authority>> FoundAsync(Story story, string words) => story.AskAsync<AuthorityDirectory, List<Authority>>(async (directory, stop) =>
        [.. (await directory.SearchAsync(new AuthorityQuery { Search = words }, stop)).Authorities]);
}

public sealed class SqliteImportStories(SqlitePlatform platform) : ImportStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlImportStories(PostgreSqlPlatform platform) : ImportStories(platform), IClassFixture<PostgreSqlPlatform>;
