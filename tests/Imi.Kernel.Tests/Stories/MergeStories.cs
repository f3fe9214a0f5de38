using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Features.PersonalDataReports;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A duplicate entry of the registry is merged into the other with everything that belongs to it.</summary>
public abstract class MergeStories(Platform platform)
{
    [SkippableFact]
    public async Task A_merge_moves_exchanges_people_mandates_and_history()
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
        Assert.Equal(elpida.Office.Id, (await MergeAsync(story, andreas.Office, elpida.Office, coordinator)).Result()); // A double click acts once.

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
        var page = await story.CallAsync<AuthorityDirectory, AuthorityPage>(
            (directory, stop) => directory.SearchAsync(new AuthorityFilter { Country = "CY", WithDeactivated = true }, stop)
        );
        Assert.DoesNotContain(page.Authorities, one => one.Id == andreas.Office.Id);
        var history = await story.CallAsync<AuthorityHistoryQuery, AuthorityHistory>(
            (reader, stop) => reader.ReadAsync(elpida.Office.Id, null, withPeople: true, "en", stop)
        );
        Assert.Equal((RegistryEventKind.Merged, andreas.Office.Id), (history.Events[0].Kind, history.Events[0].OtherAuthorityId));
        (
            await story.CallAsync<DeactivationService, Outcome>((service, stop) => service.ReactivateAsync(andreas.Office.Id, coordinator.Actor, stop))
        ).AssertNotFound();
        Assert.Equal(
            1,
            await story.DatabaseAsync(database =>
                database.Set<JournalEntry>().CountAsync(entry => entry.What == "authority-merged" && entry.AuthorityId == elpida.Office.Id)
            )
        );
    }

    [SkippableFact]
    public async Task After_a_merge_a_broadcast_received_twice_counts_once()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("IT")).EmploysAsync(Role.Administrator);
        var sender = await (await story.WarningAuthorityInAsync("ES", Capacity.Recipient)).EmploysAsync(Role.Handler);
        var commission = await (await story.WarningAuthorityInAsync("EU", Capacity.Recipient)).EmploysAsync(Role.Handler);
        var (twin, stays) = (await story.WarningAuthorityInAsync("IT", Capacity.Recipient), await story.WarningAuthorityInAsync("IT", Capacity.Recipient));
        var (one, other) = (await twin.EmploysAsync(Role.Handler), await stays.EmploysAsync(Role.Handler));
        var warning = await sender.WarnsAsync(Request.Warning("IT"));
        Assert.NotNull(await one.FindsAsync(warning));
        Assert.NotNull(await other.FindsAsync(warning));

        (await MergeAsync(story, twin, stays, coordinator)).Result();
        var read = await other.ReadsAsync(warning);
        Assert.Single(read.Exchange.Participations, part => part.AuthorityId == stays.Id);
        Assert.DoesNotContain(read.Exchange.Participations, part => part.AuthorityId == twin.Id);
        Assert.NotNull(await commission.FindsAsync(warning));
    }

    [SkippableFact]
    public async Task Only_a_responsible_coordinator_merges_entries_of_one_country_and_kind()
    {
        var story = await platform.BeginAsync();
        var spain = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var (twin, stays, abroad) = (await story.BareAuthorityInAsync("ES"), await story.BareAuthorityInAsync("ES"), await story.BareAuthorityInAsync("FR"));
        var delegated = await story.DelegatedCoordinatorInAsync("ES");

        (await MergeAsync(story, twin, stays, await (await story.CoordinatorInAsync("FR")).EmploysAsync(Role.Administrator))).AssertNotFound();
        (await MergeAsync(story, twin, stays, await twin.EmploysAsync(Role.Administrator))).AssertNotFound();
        (await MergeAsync(story, twin, abroad, spain)).AssertInvalid("into network.merge.unfit");
        (await MergeAsync(story, twin, delegated, spain)).AssertInvalid("into network.merge.unfit");
        (await MergeAsync(story, twin, twin, spain)).AssertInvalid("into network.merge.unfit");
        (await story.CallAsync<MergeService, Outcome<Guid>>((service, stop) => service.MergeAsync(twin.Id, " ", spain.Actor, stop))).AssertInvalid(
            "into network.merge.choose"
        );
        (await MergeAsync(story, twin, stays, spain)).Result();
        (await MergeAsync(story, stays, twin, spain)).AssertInvalid("into network.merge.unfit");
    }

    private static async Task<Outcome<Guid>> MergeAsync(Story story, Office twin, Office into, Officer by)
    {
        var code = await story.DatabaseAsync(database => database.Set<Authority>().Where(one => one.Id == into.Id).Select(one => one.Code).FirstAsync());
        return await story.CallAsync<MergeService, Outcome<Guid>>((service, stop) => service.MergeAsync(twin.Id, code, by.Actor, stop));
    }

    private static async Task<Authority> FindAsync(Story story, Office office) =>
        (await story.CallAsync<AuthorityDirectory, Authority?>((directory, stop) => directory.FindAsync(office.Id, stop)))!;
}

public sealed class SqliteMergeStories(SqlitePlatform platform) : MergeStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlMergeStories(PostgreSqlPlatform platform) : MergeStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerMergeStories(SqlServerPlatform platform) : MergeStories(platform), IClassFixture<SqlServerPlatform>;
