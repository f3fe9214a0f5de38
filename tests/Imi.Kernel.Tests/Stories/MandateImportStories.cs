using System.Text;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Registration;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A coordinator grants the mandates of many authorities with one table.</summary>
public abstract class MandateImportStories(Platform platform)
{
    [SkippableFact]
    public async Task A_table_grants_and_ends_mandates_and_a_second_import_changes_nothing()
    {
        var story = await platform.BeginAsync();
        var national = await story.CoordinatorInAsync("ES");
        var administrator = await national.EmploysAsync(Role.Administrator);
        var (first, second) = (await story.BareAuthorityInAsync("ES"), await story.AuthorityInAsync("ES"));
        var table = new[]
        {
            $"{await CodeAsync(first)};{Story.Module};{Story.Procedure};sender recipient;{await CodeAsync(national)};yes;;;",
            $"{await CodeAsync(second)};{Story.Module};{Story.Procedure};none;;;;;",
        };

        Assert.True(await ImportsAsync(story, administrator, isDryRun: true, table) is { Changed: 2, IsDone: false, Problems.Count: 0 });
        Assert.Empty(await HeldAsync(first));
        Assert.True(await ImportsAsync(story, administrator, isDryRun: false, table) is { Changed: 2, Unchanged: 0, IsDone: true });
        Assert.Equal(
            [(Capacity.Sender, true), (Capacity.Recipient, true)],
            (await HeldAsync(first)).Select(one => (one.Capacity, one.ApprovesRequests && one.CoordinatorId == national.Id))
        );
        Assert.Empty(await HeldAsync(second));
        var events = await EventsAsync(first);
        Assert.True(await ImportsAsync(story, administrator, isDryRun: false, table) is { Changed: 0, Unchanged: 2, IsDone: true });
        Assert.Equal(events, await EventsAsync(first));
    }

    [SkippableFact]
    public async Task One_invalid_row_prevents_all_changes()
    {
        var story = await platform.BeginAsync();
        var administrator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var (office, foreign) = (await story.BareAuthorityInAsync("ES"), await story.BareAuthorityInAsync("CY"));
        var (own, other) = (await CodeAsync(office), await CodeAsync(foreign));
        var right = $"{own};{Story.Module};{Story.Procedure};sender;;;;;";

        var report = await ImportsAsync(
            story,
            administrator,
            isDryRun: false,
            right,
            right,
            $"{other};{Story.Module};{Story.Procedure};sender;;;;;",
            $"nowhere;{Story.Module};{Story.Procedure};sender;;;;;",
            $"{own};nothing;{Story.Procedure};sender;;;;;",
            $"{own};{Story.Module};nothing;sender;;;;;",
            $"{own};{Story.Module};{Story.Warning};boss;;;;;",
            $"{own};{Story.Module};{Story.Warning};sender;{other};;;;",
            $"{own};{Story.Module};{Story.Warning};sender;;maybe;;;",
            $"{own};{Story.Module};{Story.Warning};coordinator;;;;;",
            $"{own};{Story.Module};{Story.Warning};;;;;;",
            $"{own};{Story.Module};{Story.Warning};sender;;;;;{Story.Module}/{Story.Procedure}"
        );

        Assert.False(report.IsDone);
        Assert.Equal(
            [
                "3 authority mandate-import.twice",
                "4 authority mandate-import.authority",
                "5 authority mandate-import.authority",
                "6 area mandate-import.area",
                "7 procedure mandate-import.procedure",
                "8 capacities mandate-import.capacity",
                "9 coordinators mandate-import.coordinator",
                "10 approves-requests mandate-import.yes-or-no",
                "11 authority mandate-import.twice",
                "12 capacities validation.required",
                "13 capacities mandate-import.said-twice",
            ],
            report.Problems.Select(problem => $"{problem.Row} {problem.Error.Field} {problem.Error.MessageKey}")
        );
        Assert.Empty(await HeldAsync(office));
        Assert.All(report.Problems, problem => Assert.True(story.Texts.Has(problem.Error.MessageKey, "el")));
    }

    [SkippableFact]
    public async Task A_row_can_copy_the_mandates_of_another_procedure()
    {
        var story = await platform.BeginAsync();
        var national = await story.CoordinatorInAsync("ES");
        var administrator = await national.EmploysAsync(Role.Administrator);
        var (office, bare) = (
            await story.AuthorityInAsync("ES", mandate => mandate.CoordinatedBy(national.Id, approvesRequests: true)),
            await story.BareAuthorityInAsync("ES")
        );
        var asIn = $"{Story.Module};{Story.Warning};;;;;;{Story.Module}/{Story.Procedure}";

        Assert.Equal(
            "mandate-import.pattern-empty",
            Assert.Single((await ImportsAsync(story, administrator, isDryRun: false, $"{await CodeAsync(bare)};{asIn}")).Problems).Error.MessageKey
        );
        Assert.Equal(
            "mandate-import.no-coordinator",
            Assert
                .Single(
                    (
                        await ImportsAsync(story, administrator, isDryRun: false, $"{await CodeAsync(bare)};{Story.Module};{Story.Warning};coordinator;;;;;")
                    ).Problems
                )
                .Error.MessageKey
        );
        Assert.True((await ImportsAsync(story, administrator, isDryRun: false, $"{await CodeAsync(office)};{asIn}")).IsDone);

        var granted = (await HeldAsync(office)).Where(one => one.Procedure == Story.Warning).ToList();
        Assert.Equal([Capacity.Sender, Capacity.Recipient], granted.Select(one => one.Capacity));
        Assert.All(granted, one => Assert.Equal((national.Id, true), (one.CoordinatorId!.Value, one.ApprovesRequests)));
    }

    [SkippableFact]
    public async Task Importing_mandates_requires_the_right_to_grant_them()
    {
        var story = await platform.BeginAsync();
        var administrator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var office = await story.AuthorityInAsync("ES");
        var (local, handler) = (await office.EmploysAsync(Role.Administrator), await office.EmploysAsync(Role.Handler));
        var row = $"{await CodeAsync(office)};{Story.Module};{Story.Procedure};none;;;;;";

        foreach (var (person, may) in ((Officer, bool)[])[(administrator, true), (local, false), (handler, false)])
        {
            Assert.Equal(may, await story.CallAsync<MandateImportService, bool>((service, stop) => service.MayImportAsync(person.Actor, stop)));
            Assert.Equal(may, (await ImportsAsync(story, person, isDryRun: true, row)).Problems.Count == 0);
        }
    }

    private static Task<MandateImportReport> ImportsAsync(Story story, Officer officer, bool isDryRun, params string[] lines)
    {
        var table = Encoding.UTF8.GetBytes(string.Join("\r\n", lines.Prepend(string.Join(';', MandateImportService.Columns))));
        var (rows, refusal) = RegistryTable.ReadMandates(table, "mandates.csv", 100);
        Assert.Null(refusal);
        return story.CallAsync<MandateImportService, MandateImportReport>((service, stop) => service.ImportAsync(rows!, isDryRun, officer.Actor, stop));
    }

    private static Task<string> CodeAsync(Office office) =>
        office.Story.DatabaseAsync(database => database.Set<Authority>().Where(one => one.Id == office.Id).Select(one => one.Code).SingleAsync());

    private static Task<List<Mandate>> HeldAsync(Office office) =>
        office.Story.DatabaseAsync(async database =>
            (await database.Set<Mandate>().AsNoTracking().Where(one => one.AuthorityId == office.Id && one.Until == null).ToListAsync())
                .OrderBy(one => one.Capacity)
                .ToList()
        );

    private static Task<int> EventsAsync(Office office) =>
        office.Story.DatabaseAsync(database => database.Set<RegistryEvent>().CountAsync(one => one.AuthorityId == office.Id));
}

public sealed class SqliteMandateImportStories(SqlitePlatform platform) : MandateImportStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlMandateImportStories(PostgreSqlPlatform platform) : MandateImportStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerMandateImportStories(SqlServerPlatform platform) : MandateImportStories(platform), IClassFixture<SqlServerPlatform>;
