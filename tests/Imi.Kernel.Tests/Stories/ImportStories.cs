using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Registration;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

public abstract class ImportStories(Platform platform)
{
    [SkippableFact]
    public async Task A_table_registers_authorities_and_a_second_import_changes_nothing()
    {
        var story = await platform.BeginAsync();
        var rows = new[]
        {
            Row("PL", "Urząd Ochrony Ptaków", "Bird Protection Office"),
            Row("CY", "Υπηρεσία Αλιείας Λάρνακας", "Larnaca Fishery Service", "el"),
        };

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
    public async Task National_identifiers_are_case_sensitive()
    {
        var story = await platform.BeginAsync();
        var rows = new[]
        {
            With(Row("PL", "Urząd Mórz", "Office of the Seas"), "national-identifier", "AB12"),
            With(Row("PL", "Urząd Gór", "Office of the Mountains"), "national-identifier", "ab12"),
        };

        Assert.Equal((2, 0), Counts(await ImportAsync(story, isDryRun: true, rows)));
        Assert.Equal((2, 0), Counts(await ImportAsync(story, isDryRun: false, rows)));
        Assert.Equal((0, 0), Counts(await ImportAsync(story, isDryRun: false, rows)));
        Assert.Equal(
            ["AB12", "ab12"],
            (await FoundAsync(story, "urzad"))
                .Select(one => one.NationalIdentifier!)
                .Where(one => one.Equals("AB12", StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
        );
    }

    [SkippableFact]
    public async Task A_table_sets_the_simple_view_and_an_absent_column_leaves_it()
    {
        var story = await platform.BeginAsync();
        var row = Row("PL", "Gmina Lampowo", "Municipality of Lampowo");
        Assert.Equal((1, 0), Counts(await ImportAsync(story, isDryRun: false, With(row, "simple-view", "YES"))));
        Assert.True((await FoundAsync(story, "lampowo")).Single().PeopleBeginInSimpleView);
        Assert.Equal((0, 0), Counts(await ImportAsync(story, isDryRun: false, row)));
        Assert.Equal((0, 1), Counts(await ImportAsync(story, isDryRun: false, With(row, "simple-view", "no"))));
        Assert.False((await FoundAsync(story, "lampowo")).Single().PeopleBeginInSimpleView);
        Assert.Equal("simple-view", Assert.Single((await ImportAsync(story, isDryRun: false, With(row, "simple-view", "perhaps"))).Problems).Error.Field);
    }

    [SkippableFact]
    public async Task A_table_sets_competences_and_the_central_authority()
    {
        var story = await platform.BeginAsync();
        const string Keywords = $"keywords.{Story.Module}",
            Central = $"central.{Story.Module}";
        var office = With(With(Row("EL", "Γραφείο Μουσικών Οργάνων", "Office of Instruments", "el"), Keywords, "musical-instruments, luggage"), Central, "yes");
        Assert.Equal((1, 0), Counts(await ImportAsync(story, isDryRun: false, office)));
        Assert.Equal((0, 0), Counts(await ImportAsync(story, isDryRun: false, office)));
        var known = (await FoundAsync(story, "organon")).Single();
        var found = (await story.CallAsync<AuthorityDirectory, Authority?>((directory, stop) => directory.FindAsync(known.Id, stop)))!;
        Assert.True(Assert.Single(found.Setups).IsCentral);
        Assert.Equal(["luggage", "musical-instruments"], found.Competences.Select(one => one.Keyword).Order());
        var history = await story.CallAsync<AuthorityHistoryQuery, AuthorityHistory>(
            (reader, stop) => reader.ReadAsync(known.Id, null, withPeople: false, "en", stop)
        );
        Assert.Equal([RegistryEventKind.Competent, RegistryEventKind.MadeCentral, RegistryEventKind.Registered], history.Events.Select(one => one.Kind));

        var exported = await story.CallAsync<ImportService, List<(string Code, AuthorityEntry Entry)>>(
            async (service, stop) => await service.ExportAsync(new AuthorityFilter { Country = "EL" }, stop).ToListAsync(stop)
        );
        var row = ImportRow.Write(exported[0].Code, exported[0].Entry, ["el"], [Story.Module]);
        Assert.Equal(("luggage musical-instruments", "yes"), (row[Keywords], row[Central]));
        Assert.Equal((0, 1), Counts(await ImportAsync(story, isDryRun: true, With(row, Keywords, "luggage"))));
        Assert.Equal((0, 1), Counts(await ImportAsync(story, isDryRun: false, With(row, Keywords, "luggage"))));

        var second = With(With(Row("EL", "Άλλο Γραφείο", "Another Agency", "el"), Keywords, "umbrellas"), Central, "yes");
        Assert.Equal([Keywords], (await ImportAsync(story, isDryRun: false, second)).Problems.Select(problem => problem.Error.Field));
        Assert.Equal(
            ["network.setup.central-taken"],
            (await ImportAsync(story, isDryRun: false, With(second, Keywords, ""))).Problems.Select(problem => problem.Error.MessageKey)
        );
        Assert.Equal([Central], (await ImportAsync(story, isDryRun: false, With(office, Central, "perhaps"))).Problems.Select(problem => problem.Error.Field));
        Assert.Equal((0, 0), Counts(await ImportAsync(story, isDryRun: false, Row(office)))); // Without module columns, module settings remain unchanged.
    }

    [SkippableFact]
    public async Task Problems_are_reported_by_row_and_nothing_is_changed()
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
            [
                (3, "registration.import.twice"),
                (4, "validation.not-an-option"),
                (4, "registration.import.country"),
                (5, "registration.import.identifier-needed"),
            ],
            report.Problems.Select(problem => (problem.Row, problem.Error.MessageKey))
        );
        Assert.Empty(await FoundAsync(story, "phares"));
    }

    [SkippableFact]
    public async Task A_row_similar_to_a_registered_authority_needs_a_decision()
    {
        var story = await platform.BeginAsync();
        Assert.True((await ImportAsync(story, isDryRun: false, Row("FR", "Institut des dunes littorales", "Institute for Coastal Dunes"))).IsDone);
        var known = (await FoundAsync(story, "dunes littorales")).Single();
        var row = Row("FR", "Institut des dunes littorales", "Coastal Dunes Institute");

        var doubted = await ImportAsync(story, isDryRun: false, row);
        Assert.Equal(
            [("registration.import.alike", known.Code)],
            doubted.Problems.Select(problem => (problem.Error.MessageKey, (string)problem.Error.Values["code"]!))
        );
        row["code"] = known.Code;
        Assert.Equal((0, 1), Counts(await ImportAsync(story, isDryRun: false, row)));
        var unknown = await ImportAsync(story, isDryRun: false, With(With(row, "code", "fr-no-such-office"), "national-identifier", "other"));
        Assert.Equal(["registration.import.code"], unknown.Problems.Select(problem => problem.Error.MessageKey));
        Assert.Equal(
            (1, 0),
            Counts(await ImportAsync(story, isDryRun: false, With(With(row, "national-identifier", "another"), "code", ImportService.Another)))
        );
        Assert.Equal(2, (await FoundAsync(story, "dunes littorales")).Count);
    }

    [SkippableFact]
    public async Task Importing_an_export_changes_nothing()
    {
        var story = await platform.BeginAsync();
        Assert.True((await ImportAsync(story, isDryRun: false, Row("ES", "Consejo del Azafrán", "Saffron Council"))).IsDone);
        var exported = await story.CallAsync<ImportService, List<(string Code, AuthorityEntry Entry)>>(
            async (service, stop) => await service.ExportAsync(new AuthorityFilter { WithDeactivated = true }, stop).ToListAsync(stop)
        );
        var rows = exported
            .Where(one => one.Entry.NationalIdentifier.Length > 0)
            .Select(one => ImportRow.Write(one.Code, one.Entry, Imi.Kernel.Foundation.Texts.Languages.All, [Story.Module]))
            .ToArray();

        Assert.Contains(rows, row => row["name.es"] == "Consejo del Azafrán");
        Assert.Equal((0, 0), Counts(await ImportAsync(story, isDryRun: false, rows)));
    }

    [SkippableFact]
    public async Task A_country_that_left_keeps_its_authorities_but_gets_no_new_ones()
    {
        var story = await platform.BeginAsync();
        var office = await story.AuthorityInAsync("UK");
        var known = await story.CallAsync<AuthorityDirectory, Authority?>((directory, stop) => directory.FindAsync(office.Id, stop));
        var row = With(Row("UK", "Office of Fair Weather", "Office of Fair Weather", "en"), "code", known!.Code);

        Assert.Equal((0, 1), Counts(await ImportAsync(story, isDryRun: false, row)));
        var another = await ImportAsync(story, isDryRun: false, Row("UK", "Board of Fog", "Board of Fog", "en"));
        Assert.Equal(["registration.import.country"], another.Problems.Select(problem => problem.Error.MessageKey));
    }

    [SkippableFact]
    public async Task A_coordinator_previews_a_table_and_imports_it_once()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("IT")).EmploysAsync(Role.Administrator);
        var row = Row("IT", "Ufficio delle Saline", "Salt Pans Office");
        (row["phone"], row["address"]) = ("+39 06 555", "Via \"Vecchia\"; 1,\n00100 Roma");
        var id = await BringAsync(story, coordinator, row);

        var checkedAs = (await FindAsync(story, id, coordinator))!.Value;
        Assert.Equal((false, 1, 0, 0), (checkedAs.Report.IsDone, checkedAs.Report.Registered, checkedAs.Report.Corrected, checkedAs.Report.Problems.Count));
        Assert.Empty(await FoundAsync(story, "saline"));
        var reports = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ =>
                    story.CallInSameMinuteAsync<ImportUploadService, Outcome<ImportReport>>((service, stop) => service.ImportAsync(id, coordinator.Actor, stop))
                )
        ); // A double click imports once.
        Assert.All(reports, report => Assert.True(report.Result().IsDone));
        var registered = Assert.Single(await FoundAsync(story, "saline"));
        Assert.Equal(("+39 06 555", "Via \"Vecchia\"; 1,\n00100 Roma"), (registered.Phone, registered.Address));
        Assert.Equal(1, (await FindAsync(story, id, coordinator))!.Value.Report.Registered);
        Assert.Null(await story.DatabaseAsync(database => database.Set<RegistryImport>().Where(one => one.Id == id).Select(one => one.Table).SingleAsync()));
        Assert.Equal(
            1,
            await story.DatabaseAsync(database =>
                database.Set<RegistryEvent>().CountAsync(one => one.AuthorityId == registered.Id && one.UserId == coordinator.Id)
            )
        );
        Assert.Equal(
            1,
            await story.DatabaseAsync(database =>
                database
                    .Set<JournalEntry>()
                    .CountAsync(entry => entry.AuthorityId == registered.Id && entry.UserId == coordinator.Id && entry.What == "authority-registered")
            )
        );

        var again = (await FindAsync(story, await BringAsync(story, coordinator, row), coordinator))!.Value.Report;
        Assert.Equal((0, 0, 1), (again.Registered, again.Corrected, again.Unchanged));
    }

    [SkippableFact]
    public async Task A_change_without_permission_is_a_problem_of_its_row()
    {
        var story = await platform.BeginAsync();
        var delegated = await story.DelegatedCoordinatorInAsync("IT");
        var person = await delegated.EmploysAsync(Role.Administrator);
        var national = await story.CoordinatorInAsync("IT");
        var office = (await story.CallAsync<AuthorityDirectory, Authority?>((directory, stop) => directory.FindAsync(national.Id, stop)))!;
        var foreign = Row("PL", "Urząd Soli", "Polish Salt Office");
        var second = With(Row("IT", "Ufficio Nazionale", "Second National Office"), "kind", "national-coordinator");
        var other = With(With(Row("IT", "Un altro nome", "Another Name"), "code", office.Code), "kind", "national-coordinator");

        var id = await BringAsync(story, person, foreign, second, other);
        var report = (await FindAsync(story, id, person))!.Value.Report;
        Assert.Equal(
            [
                (2, "registration.import.not-yours-to-register"),
                (3, "registration.import.not-yours-to-register"),
                (4, "registration.import.not-yours-to-correct"),
            ],
            report.Problems.Select(problem => (problem.Row, problem.Error.MessageKey))
        );
        Assert.False(
            (await story.CallAsync<ImportUploadService, Outcome<ImportReport>>((service, stop) => service.ImportAsync(id, person.Actor, stop))).Result().IsDone
        );
        Assert.Empty(await FoundAsync(story, "soli"));
    }

    [SkippableFact]
    public async Task A_double_click_runs_the_import_once_and_answers_both_with_its_result()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("IT")).EmploysAsync(Role.Administrator);
        var row = Row("IT", "Ufficio dei Fari", "Lighthouse Office");
        var id = await BringAsync(story, coordinator, row);
        var reports = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(ImportAsync)));
        Assert.All(reports, report => Assert.Equal((true, 1, 0, 0), (report.IsDone, report.Registered, report.Corrected, report.Unchanged)));
        Assert.Equal(
            1,
            await story.DatabaseAsync(database =>
                database.Set<JournalEntry>().CountAsync(entry => entry.UserId == coordinator.Id && entry.What == "registry-imported")
            )
        );

        async Task<ImportReport> ImportAsync() =>
            (
                await story.CallInSameMinuteAsync<ImportUploadService, Outcome<ImportReport>>(
                    (service, stop) => service.ImportAsync(id, coordinator.Actor, stop)
                )
            ).Result();
    }

    [SkippableFact]
    public async Task Setting_competences_by_table_requires_the_right_to_grant_access()
    {
        var story = await platform.BeginAsync();
        var national = await (await story.CoordinatorInAsync("IT")).EmploysAsync(Role.Administrator);
        var delegated = await (await story.DelegatedCoordinatorInAsync("IT")).EmploysAsync(Role.Administrator);
        (
            await story.CallAsync<DelegationService, Outcome>(
                (service, stop) =>
                    service.AddAsync(delegated.Office.Id, new CoordinatorScope(null, null, [CoordinatorFunction.Validating], false), null, national.Actor, stop)
            )
        ).AssertDone();
        var row = Row("IT", "Ufficio delle Comete", "Comet Office");
        var skilled = With(With(row, $"keywords.{Story.Module}", "luggage"), $"central.{Story.Module}", "yes");
        Assert.Equal(
            ["registration.import.not-yours-to-correct"],
            (await FindAsync(story, await BringAsync(story, delegated, skilled), delegated))!.Value.Report.Problems.Select(problem => problem.Error.MessageKey)
        );
        Assert.Equal((1, 0), Counts((await FindAsync(story, await BringAsync(story, delegated, row), delegated))!.Value.Report));
        Assert.Equal((1, 0), Counts((await FindAsync(story, await BringAsync(story, national, skilled), national))!.Value.Report));
    }

    [SkippableFact]
    public async Task Only_its_uploader_sees_a_table_for_one_day()
    {
        var story = await platform.BeginAsync();
        var office = await story.CoordinatorInAsync("IT");
        var coordinator = await office.EmploysAsync(Role.Administrator);
        var id = await BringAsync(story, coordinator, Row("IT", "Ufficio del Vento", "Wind Office"));
        Assert.Null(await FindAsync(story, id, await office.EmploysAsync(Role.Administrator)));
        var handler = await office.EmploysAsync(Role.Handler);
        (await story.CallAsync<ImportUploadService, Outcome<ImportReport>>((service, stop) => service.ImportAsync(id, handler.Actor, stop))).AssertNotFound();
        (
            await story.CallAsync<ImportUploadService, Outcome<Guid>>((service, stop) => service.KeepAsync(new MemoryStream([1]), "a.csv", handler.Actor, stop))
        ).AssertNotFound();

        story.SetDate(DateOnly.FromDateTime(story.Now.UtcDateTime).AddDays(2));
        await story.CallAsync<ImportUploadService, int>(
            async (service, stop) =>
            {
                await service.RemoveOldAsync(stop);
                return 0;
            }
        );
        Assert.Null(await FindAsync(story, id, coordinator));
    }

    [Theory]
    [InlineData("list.txt", "country\nES", "registration.import.ending")]
    [InlineData("list.csv", "", "registration.import.not-a-table")]
    [InlineData("list.csv", "country,colour\nES,red", "registration.import.unknown-column")]
    [InlineData("list.csv", "country\nES\nES\nES", "registration.import.too-many-rows")]
    [InlineData("list.xlsx", "country\nES", "registration.import.not-a-table")]
    public void A_file_that_is_not_a_table_is_refused_with_the_reason(string name, string text, string reason) =>
        Assert.Equal(reason, RegistryTable.Read(System.Text.Encoding.UTF8.GetBytes(text), name, 2).Refusal?.MessageKey);

    [Fact]
    public void An_unknown_encoding_is_refused_and_semicolons_and_empty_rows_are_accepted()
    {
        Assert.Equal(
            "registration.import.not-utf-8",
            RegistryTable.Read(System.Text.Encoding.Latin1.GetBytes("kind,name.es\nx,Ñ"), "list.csv", 10).Refusal?.MessageKey
        );
        var rows = RegistryTable.Read(System.Text.Encoding.UTF8.GetBytes("\uFEFFCountry;phone\r\nES;'+34\r\n"), "LIST.CSV", 10).Rows!;
        Assert.Equal(("ES", "+34"), (ImportRow.Read(rows[0], Guid.Empty).Entry.Country, ImportRow.Read(rows[0], Guid.Empty).Entry.Phone));
    }

    private static async Task<Guid> BringAsync(Story story, Officer person, params IReadOnlyDictionary<string, string>[] rows)
    {
        var columns = rows.SelectMany(row => row.Keys).Distinct(StringComparer.Ordinal).ToList();
        var text = string.Join(
            "\r\n",
            rows.Select(row => RegistryTable.Line(columns.Select(column => row.GetValueOrDefault(column, "")))).Prepend(RegistryTable.Line(columns))
        );
        var kept = await story.CallAsync<ImportUploadService, Outcome<Guid>>(
            (service, stop) => service.KeepAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), "table.csv", person.Actor, stop)
        );
        return kept.Result();
    }

    private static Task<(RegistryImport Import, ImportReport Report)?> FindAsync(Story story, Guid id, Officer person) =>
        story.CallAsync<ImportUploadService, (RegistryImport, ImportReport)?>((service, stop) => service.FindAsync(id, person.Actor, stop));

    private static Dictionary<string, string> Row(string country, string name, string title, string? language = null) =>
        new(StringComparer.Ordinal)
        {
            ["country"] = country,
            ["national-identifier"] = $"N-{Guid.CreateVersion7():N}",
            ["informal-title"] = title,
            ["languages"] = "en, fr",
            ["email"] = $"{Guid.CreateVersion7():N}@office.example",
            [$"name.{language ?? country.ToLowerInvariant()}"] = name,
        };

    /// <summary>Returns a row without its module columns.</summary>
    private static Dictionary<string, string> Row(Dictionary<string, string> row) =>
        row.Where(cell => !cell.Key.Contains(Story.Module, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);

    private static Dictionary<string, string> With(Dictionary<string, string> row, string column, string value) =>
        new(row, StringComparer.Ordinal) { [column] = value };

    private static (int Registered, int Corrected) Counts(ImportReport report)
    {
        Assert.Empty(report.Problems);
        return (report.Registered, report.Corrected);
    }

    private static Task<ImportReport> ImportAsync(Story story, bool isDryRun, params IReadOnlyDictionary<string, string>[] rows) =>
        story.CallAsync<ImportService, ImportReport>((service, stop) => service.ImportAsync(rows, isDryRun, null, null, stop));

    private static Task<List<Authority>> FoundAsync(Story story, string words) =>
        story.CallAsync<AuthorityDirectory, List<Authority>>(
            async (directory, stop) => [.. (await directory.SearchAsync(new AuthorityFilter { Search = words }, stop)).Authorities]
        );
}

public sealed class SqliteImportStories(SqlitePlatform platform) : ImportStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlImportStories(PostgreSqlPlatform platform) : ImportStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerImportStories(SqlServerPlatform platform) : ImportStories(platform), IClassFixture<SqlServerPlatform>;
