using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Features.PersonalDataReports;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Registration;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>The same authority stands twice in the registry: one entry goes into the other, with all that hangs on it.</summary>
public abstract class MergeStories(Platform platform)
{
    [SkippableFact]
    public async Task An_entry_goes_into_the_other_with_its_exchanges_people_mandates_and_history()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("CY")).EmploysAsync(Role.Administrator);
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var elpida = await (await story.BareAuthorityInAsync("CY")).EmploysAsync(Role.Handler);
        var (open, closed, draft) = (
            await carmen.SendsAsync(andreas.Office),
            await andreas.SendsAsync(carmen.Office),
            await andreas.DraftsAsync(carmen.Office)
        );
        await carmen.DoesAsync("accept", closed, Request.ReplyBy(Request.WantedBy));
        await carmen.DoesAsync("reply", closed, Request.Found);
        await andreas.DoesAsync("close", closed);
        await andreas.DoesAsync("accept", open, Request.ReplyBy(Request.WantedBy));
        var linked = await story.AuthorityInAsync("CY", mandate => mandate.CoordinatedBy(andreas.Office.Id));
        var alsoLinked = await story.AuthorityInAsync("CY", mandate => mandate.CoordinatedBy([coordinator.Office.Id, andreas.Office.Id], false, false, true));
        var twiceLinked = await story.AuthorityInAsync("CY", mandate => mandate.CoordinatedBy([elpida.Office.Id, andreas.Office.Id], false, false, true));
        await story.DatabaseAsync(async database =>
        {
            (await database.Set<Authority>().Include(one => one.Names).FirstAsync(one => one.Id == andreas.Office.Id))
                .Named("el", "Γραφείο Απολεσθέντων")
                .Identified($"ID-{andreas.Office.Id:N}");
            return await database.SaveChangesAsync();
        });

        Assert.Equal(elpida.Office.Id, (await MergeAsync(story, andreas.Office, elpida.Office, coordinator)).Result());
        Assert.Equal(elpida.Office.Id, (await MergeAsync(story, andreas.Office, elpida.Office, coordinator)).Result()); // A second click.

        var taken = await elpida.ReadsAsync(open);
        Assert.Equal((elpida.Office.Id, Sight.Full), (taken.Exchange.RecipientId, taken.Sight));
        Assert.DoesNotContain(andreas.Office.Id, taken.Timeline.Select(entry => entry.AuthorityId));
        await elpida.DoesAsync("reply", open, Request.Found);
        Assert.Equal(elpida.Office.Id, (await elpida.ReadsAsync(closed)).Exchange.SenderId);
        await elpida.DoesAsync("send", draft);
        var again = await story.SignsInAgainAsync(andreas);
        Assert.Equal([elpida.Office.Id], again.Actor.Grants.Select(grant => grant.AuthorityId).Distinct());
        Assert.Equal("answered", (await again.ReadsAsync(open)).Exchange.State);

        var (gone, stays) = (await FindAsync(story, andreas.Office), await FindAsync(story, elpida.Office));
        Assert.Equal((elpida.Office.Id, 0), (gone.MergedIntoId, gone.Mandates.Count));
        Assert.Equal(("Γραφείο Απολεσθέντων", $"ID-{andreas.Office.Id:N}", 2), (stays.NameFor("el"), stays.NationalIdentifier, stays.Mandates.Count));
        Assert.All((await FindAsync(story, linked)).Mandates, mandate => Assert.Equal(elpida.Office.Id, mandate.CoordinatorId));
        Assert.All((await FindAsync(story, alsoLinked)).Mandates, mandate => Assert.Equal([coordinator.Office.Id, elpida.Office.Id], mandate.Coordinators));
        Assert.All((await FindAsync(story, twiceLinked)).Mandates, mandate => Assert.Equal([elpida.Office.Id], mandate.Coordinators));
        var page = await story.AskAsync<AuthorityDirectory, AuthorityPage>(
            (directory, stop) => directory.SearchAsync(new AuthorityFilter { Country = "CY", WithDeactivated = true }, stop)
        );
        Assert.DoesNotContain(page.Authorities, one => one.Id == andreas.Office.Id);
        var history = await story.AskAsync<AuthorityHistoryQuery, AuthorityHistory>(
            (reader, stop) => reader.ReadAsync(elpida.Office.Id, null, withPeople: true, "en", stop)
        );
        Assert.Equal((RegistryEventKind.Merged, andreas.Office.Id), (history.Events[0].Kind, history.Events[0].OtherAuthorityId));
        Assert.False(await story.AskAsync<DeactivationService, bool>((desk, stop) => desk.ReactivateAsync(andreas.Office.Id, coordinator.Actor, stop)));
        Assert.Equal(
            1,
            await story.DatabaseAsync(database =>
                database.Set<JournalEntry>().CountAsync(entry => entry.What == "authority-merged" && entry.AuthorityId == elpida.Office.Id)
            )
        );
    }

    [SkippableFact]
    public async Task Where_both_entries_received_the_same_broadcast_it_is_received_once()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("IT")).EmploysAsync(Role.Administrator);
        var sender = await (await story.WarningAuthorityInAsync("ES", Capacity.Recipient)).EmploysAsync(Role.Handler);
        var commission = await (await story.WarningAuthorityInAsync("EU", Capacity.Recipient)).EmploysAsync(Role.Handler);
        var (twin, stays) = (await story.WarningAuthorityInAsync("IT", Capacity.Recipient), await story.WarningAuthorityInAsync("IT", Capacity.Recipient));
        var (one, other) = (await twin.EmploysAsync(Role.Handler), await stays.EmploysAsync(Role.Handler));
        var warning = await sender.WarnsAsync(Request.Warning("IT"));
        Assert.NotNull(await one.LooksForAsync(warning));
        Assert.NotNull(await other.LooksForAsync(warning));

        (await MergeAsync(story, twin, stays, coordinator)).Result();
        var read = await other.ReadsAsync(warning);
        Assert.Single(read.Exchange.Participations, part => part.AuthorityId == stays.Id);
        Assert.DoesNotContain(read.Exchange.Participations, part => part.AuthorityId == twin.Id);
        Assert.NotNull(await commission.LooksForAsync(warning));
    }

    [SkippableFact]
    public async Task Only_who_looks_after_both_entries_merges_and_only_what_can_be_the_same()
    {
        var story = await platform.BeginAsync();
        var spain = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var (twin, stays, abroad) = (await story.BareAuthorityInAsync("ES"), await story.BareAuthorityInAsync("ES"), await story.BareAuthorityInAsync("FR"));
        var delegated = await story.DelegatedCoordinatorInAsync("ES");

        (await MergeAsync(story, twin, stays, await (await story.CoordinatorInAsync("FR")).EmploysAsync(Role.Administrator))).IsNotFound();
        (await MergeAsync(story, twin, stays, await twin.EmploysAsync(Role.Administrator))).IsNotFound();
        (await MergeAsync(story, twin, abroad, spain)).IsInvalid("into network.merge.unfit");
        (await MergeAsync(story, twin, delegated, spain)).IsInvalid("into network.merge.unfit");
        (await MergeAsync(story, twin, twin, spain)).IsInvalid("into network.merge.unfit");
        (await story.AskAsync<MergeService, Outcome<Guid>>((desk, stop) => desk.MergeAsync(twin.Id, " ", spain.Actor, stop))).IsInvalid(
            "into network.merge.choose"
        );
        (await MergeAsync(story, twin, stays, spain)).Result();
        (await MergeAsync(story, stays, twin, spain)).IsInvalid("into network.merge.unfit");
    }

    private static async Task<Outcome<Guid>> MergeAsync(Story story, Office twin, Office into, Officer by)
    {
        var code = await story.DatabaseAsync(database => database.Set<Authority>().Where(one => one.Id == into.Id).Select(one => one.Code).FirstAsync());
        return await story.AskAsync<MergeService, Outcome<Guid>>((desk, stop) => desk.MergeAsync(twin.Id, code, by.Actor, stop));
    }

    private static async Task<Authority> FindAsync(Story story, Office office) =>
        (await story.AskAsync<AuthorityDirectory, Authority?>((directory, stop) => directory.FindAsync(office.Id, stop)))!;
}

public sealed class SqliteMergeStories(SqlitePlatform platform) : MergeStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlMergeStories(PostgreSqlPlatform platform) : MergeStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerMergeStories(SqlServerPlatform platform) : MergeStories(platform), IClassFixture<SqlServerPlatform>;
