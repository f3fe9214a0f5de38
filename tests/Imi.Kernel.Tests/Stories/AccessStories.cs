using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Tests.Stories;

public abstract class AccessStories(Platform platform)
{
    [SkippableTheory]
    [InlineData(Role.Handler, "accept forward", true, null)]
    [InlineData(Role.Allocator, "allocate", false, "access.needs-role.handler")]
    [InlineData(Role.Referral, "", false, "access.needs-role.handler")]
    [InlineData(Role.Supervisor, "", false, "access.supervisor-reads-only")]
    public async Task Each_role_reads_everything_and_takes_only_its_own_actions(Role role, string actions, bool mayContribute, string? whyNotAccept)
    {
        var story = await platform.BeginAsync();
        var (carmen, nicosia) = (await story.HandlerInAsync("ES"), await story.AuthorityInAsync("CY"));
        var officer = await nicosia.EmploysAsync(role);
        var request = await carmen.SendsAsync(nicosia);
        var seen = await officer.ReadsAsync(request);
        Assert.Equal((Sight.Full, actions, mayContribute), (seen.Sight, string.Join(' ', seen.Actions.Select(action => action.Name)), seen.MayContribute));
        Assert.Equal("Policy 4711", seen.Answers.Text("insurance"));
        Assert.Equal(mayContribute, (await officer.WritesAsync(request, "Hello")).IsDone);
        if (whyNotAccept is not null)
            (await officer.TriesAsync("accept", request, Request.ReplyBy(Request.WantedBy))).AssertForbidden(whyNotAccept);
    }

    [SkippableTheory]
    [InlineData(Role.Handler, true)]
    [InlineData(Role.Allocator, false)]
    [InlineData(Role.Supervisor, false)]
    [InlineData(Role.Administrator, false)]
    public async Task Only_a_handler_can_create_a_draft(Role role, bool mayBegin)
    {
        var story = await platform.BeginAsync();
        var officer = await (await story.AuthorityInAsync("ES")).EmploysAsync(role);
        var outcome = await officer.TriesToDraftAsync(to: null);
        Assert.Equal(mayBegin, outcome.IsDone);
        if (!mayBegin)
            outcome.AssertForbidden("access.needs-role.handler");
    }

    [SkippableTheory]
    [InlineData(Role.Administrator, true)]
    [InlineData(Role.Handler, false)]
    public async Task A_foreign_exchange_takes_as_many_statements_as_a_missing_one(Role role, bool isColleague)
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var outsider = await (isColleague ? carmen.Office : await story.AuthorityInAsync("FR")).EmploysAsync(role);
        var request = await carmen.SendsAsync((await story.HandlerInAsync("EL")).Office);
        foreach (
            var asks in (Func<Guid, Task>[])
                [
                    outsider.FindsAsync,
                    id => outsider.AsksForExplanationAsync(id, carmen),
                    id => outsider.TriesAsync("accept", id, Request.ReplyBy(Request.WantedBy)),
                ]
        )
        {
            var missing = await StatementCounter.CountAsync(() => asks(Guid.CreateVersion7(Platform.Beginning)));
            Assert.InRange(missing, 1, 4);
            Assert.Equal(missing, await StatementCounter.CountAsync(() => asks(request)));
        }
    }

    [SkippableTheory]
    [InlineData(Role.Administrator, true)]
    [InlineData(Role.Handler, false)]
    public async Task A_foreign_exchange_gets_the_same_answer_as_a_missing_one(Role role, bool isColleague)
    {
        var story = await platform.BeginAsync();
        var carmen = await story.HandlerInAsync("ES");
        var nikos = await story.HandlerInAsync("EL");
        var outsider = await (isColleague ? carmen.Office : await story.AuthorityInAsync("FR")).EmploysAsync(role);
        var request = await carmen.SendsAsync(nikos.Office);
        var file = (await carmen.AttachesAsync(request, "ticket.txt", "Seat 12"u8.ToArray())).Result();
        foreach (var id in (Guid[])[request, Guid.CreateVersion7(Platform.Beginning)])
        {
            Assert.Null(await outsider.FindsAsync(id));
            Assert.Null(await outsider.AsksForExplanationAsync(id, carmen));
            (await outsider.TriesAsync("close", id, revision: 99)).AssertNotFound();
            (await outsider.TriesAsync("burn", id)).AssertNotFound();
            (await outsider.SavesAsync(id, to: null, Answers.None)).AssertNotFound();
            (await outsider.WritesAsync(id, "Hello")).AssertNotFound();
            (await outsider.LinksAsync(id, "LOST-2026-000001")).AssertNotFound();
            (await outsider.AttachesAsync(id, "a.txt", "a"u8.ToArray())).AssertNotFound();
            (await outsider.DownloadsAsync(id, file)).AssertNotFound();
        }

        (await carmen.DownloadsAsync(await carmen.SendsAsync(nikos.Office), file)).AssertNotFound();
        (await nikos.DownloadsAsync(request, file)).Result();
    }

    [SkippableFact]
    public async Task A_monitoring_coordinator_sees_no_personal_or_confidential_data()
    {
        var story = await platform.BeginAsync();
        var madrid = await story.CoordinatorInAsync("ES");
        var marta = await madrid.EmploysAsync(Role.Referral);
        var carmen = await (await story.AuthorityInAsync("ES", mandate => mandate.CoordinatedBy(madrid.Id))).EmploysAsync(Role.Handler);
        var andreas = await story.HandlerInAsync("CY");
        var request = await carmen.SendsAsync(andreas.Office);
        (await carmen.WritesAsync(request, "She is 80 years old.")).Result();
        var file = (await carmen.AttachesAsync(request, "ticket.txt", "Seat 12"u8.ToArray())).Result();
        await andreas.DoesAsync("accept", request, Request.ReplyBy("2026-05-04").With("reason", "Holidays"));
        await andreas.DoesAsync("reply", request, Request.Found);

        var seen = await marta.ReadsAsync(request);
        Assert.Equal((Sight.WithoutPersonal, "A train"), (seen.Sight, seen.About));
        Assert.Equal(["items", "replyBy", "transport"], seen.Answers.Fields.Order(StringComparer.Ordinal));
        Assert.Equal("""[{"item":"Umbrella"},{"item":"Violin"}]""", seen.Answers.ToJsonObject()["items"]!.ToJsonString());
        Assert.Equal(["reason replyBy", "found"], seen.ActionContents.Select(content => string.Join(' ', content.Answers.Fields)));
        Assert.Equal((0, 1, 0), (seen.Messages.Count, seen.MessageCount, seen.Files.Count));
        var owner = seen.Form.SelectMany(section => section.Elements).OfType<FieldView>().Single(field => field.Path == "owner");
        Assert.True(owner is { IsHidden: true, Raw: [], Shown: [] });
        Assert.Empty(seen.Actions);
        Assert.False(seen.MayContribute);
        (await marta.DownloadsAsync(request, file)).AssertNotFound();
        Assert.Equal(Request.Owner, (await carmen.ReadsAsync(request)).About);
    }

    [SkippableFact]
    public async Task A_coordinator_reads_why_a_person_cannot_act()
    {
        var story = await platform.BeginAsync();
        var nicosia = await story.CoordinatorInAsync("CY");
        var eleni = await nicosia.EmploysAsync(Role.Supervisor);
        var office = await story.AuthorityInAsync("CY", mandate => mandate.CoordinatedBy(nicosia.Id));
        var (andreas, maria) = (await office.EmploysAsync(Role.Handler), await office.EmploysAsync(Role.Handler));
        var (yiannis, carmen) = (await office.EmploysAsync(Role.Allocator), await story.HandlerInAsync("ES"));
        var request = await carmen.SendsAsync(office);
        (await yiannis.AllocatesAsync(request, maria)).Result();

        var why = (await eleni.AsksForExplanationAsync(request, andreas))!.ToDictionary(one => one.Action.Name);
        Assert.Equal(["access.assigned-to-others"], Keys(why["accept"]));
        Assert.Equal<Guid>([maria.Id], Assert.IsAssignableFrom<IEnumerable<Guid>>(why["accept"].Reasons[0].Values["people"]));
        Assert.Equal(["access.needs-role.allocator"], Keys(why["allocate"]));
        Assert.Equal(office.Id, why["allocate"].Reasons[0].Values["authority"]);
        Assert.Equal(["exchange.wrong-state", "access.needs-role.handler"], Keys(why["close"]));
        Assert.Equal(["exchange.wrong-state", "access.no-such-party"], Keys(why["approve"]));
        Assert.Equal(
            ["forward", "accept"],
            (await eleni.AsksForExplanationAsync(request, maria))!.Where(one => one.IsAllowed).Select(one => one.Action.Name).Reverse()
        );

        Assert.NotNull(await andreas.AsksForExplanationAsync(request, andreas));
        Assert.Null(await andreas.AsksForExplanationAsync(request, maria));
        foreach (var key in why.Values.SelectMany(Keys).Distinct())
        {
            Assert.All(
                Languages.Interface,
                language =>
                    Assert.True(
                        story.Texts.Has(key, language) && story.Texts.Get(key, language) != story.Texts.Get(key, language == "en" ? "el" : "en"),
                        $"{key} in {language}"
                    )
            );
        }

        static IEnumerable<string> Keys(ActionExplanation explanation) => explanation.Reasons.Select(reason => reason.Key);
    }
}

public sealed class SqliteAccessStories(SqlitePlatform platform) : AccessStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlAccessStories(PostgreSqlPlatform platform) : AccessStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerAccessStories(SqlServerPlatform platform) : AccessStories(platform), IClassFixture<SqlServerPlatform>;
