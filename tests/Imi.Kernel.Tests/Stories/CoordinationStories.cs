using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Tests.Stories;

public abstract class CoordinationStories(Platform platform)
{
    [SkippableFact]
    public async Task A_coordinator_approves_or_returns_a_request_if_the_mandate_requires_it()
    {
        var story = await platform.BeginAsync();
        var madrid = await story.CoordinatorInAsync("ES");
        var (marta, sofia) = (await madrid.EmploysAsync(Role.Referral), await madrid.EmploysAsync(Role.Handler));
        var carmen = await (await story.AuthorityInAsync("ES", mandate => mandate.CoordinatedBy(madrid.Id, approvesRequests: true))).EmploysAsync(Role.Handler);
        var andreas = await story.HandlerInAsync("CY");
        var request = await carmen.DraftsAsync(andreas.Office);
        Assert.Null(await marta.FindsAsync(request));
        (await carmen.TriesAsync("send", request)).AssertRefused("exchange.condition");
        await carmen.DoesAsync("submit", request);
        Assert.Null(await andreas.FindsAsync(request));
        (await carmen.TriesAsync("approve", request)).AssertForbidden("access.needs-role.referral");
        (await sofia.TriesAsync("approve", request)).AssertForbidden("access.needs-role.referral");

        await marta.DoesAsync("return", request, Request.Form(("objection", "Ask the railway first.")));
        Assert.Null(await marta.FindsAsync(request));
        (await carmen.SavesAsync(request, andreas.Office, Request.Complete)).Result();
        await carmen.DoesAsync("submit", request);
        await marta.DoesAsync("approve", request);
        Assert.Equal("sent", (await andreas.ReadsAsync(request)).Exchange.State);
        Assert.Equal(["objection"], Contents(await carmen.ReadsAsync(request)));
        Assert.Empty(Contents(await andreas.ReadsAsync(request)));
    }

    [SkippableFact]
    public async Task A_coordinator_reads_the_case_while_it_is_its_turn()
    {
        var story = await platform.BeginAsync();
        var madrid = await story.CoordinatorInAsync("ES");
        var (marta, sofia) = (await madrid.EmploysAsync(Role.Referral), await madrid.EmploysAsync(Role.Supervisor));
        var carmen = await (await story.AuthorityInAsync("ES", mandate => mandate.CoordinatedBy(madrid.Id, approvesRequests: true))).EmploysAsync(Role.Handler);
        var andreas = await story.HandlerInAsync("CY");
        var request = await carmen.DraftsAsync(andreas.Office);
        await carmen.DoesAsync("submit", request);

        var read = await marta.ReadsAsync(request);
        Assert.Equal(Sight.WithoutConfidential, read.Sight);
        Assert.Equal(Request.Owner, read.Answers.Text("owner"));
        var watched = await sofia.ReadsAsync(request); // Who may not decide follows the exchange without personal data.
        Assert.Equal((Sight.WithoutPersonal, ""), (watched.Sight, watched.Answers.Text("owner")));

        await marta.DoesAsync("approve", request);
        Assert.Equal(Sight.WithoutPersonal, (await marta.ReadsAsync(request)).Sight);
    }

    [SkippableFact]
    public async Task A_coordinator_approves_a_reply_if_the_mandate_requires_it()
    {
        var story = await platform.BeginAsync();
        var nicosia = await story.CoordinatorInAsync("CY");
        var eleni = await nicosia.EmploysAsync(Role.Referral);
        var andreas = await (await story.AuthorityInAsync("CY", mandate => mandate.CoordinatedBy(nicosia.Id, approvesReplies: true))).EmploysAsync(
            Role.Handler
        );
        var carmen = await story.HandlerInAsync("ES");
        var request = await carmen.SendsAsync(andreas.Office);
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        (await andreas.TriesAsync("reply", request, Request.Found)).AssertRefused("exchange.condition");
        await andreas.DoesAsync("submit-reply", request, Request.Found);
        Assert.Null((await carmen.ReadsAsync(request)).Exchange.AnsweredAt);
        await eleni.DoesAsync("approve-reply", request);
        Assert.NotNull((await carmen.ReadsAsync(request)).Exchange.AnsweredAt);
    }

    [SkippableFact]
    public async Task The_sender_cannot_read_a_reply_before_its_approval()
    {
        var story = await platform.BeginAsync();
        var nicosia = await story.CoordinatorInAsync("CY");
        var eleni = await nicosia.EmploysAsync(Role.Referral);
        var andreas = await (await story.AuthorityInAsync("CY", mandate => mandate.CoordinatedBy(nicosia.Id, approvesReplies: true))).EmploysAsync(
            Role.Handler
        );
        var carmen = await story.HandlerInAsync("ES");
        var request = await carmen.SendsAsync(andreas.Office);
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        await andreas.DoesAsync("submit-reply", request, Request.Form(("found", "no")));
        Assert.Equal(["acceptance"], Contents(await carmen.ReadsAsync(request)));
        await eleni.DoesAsync("return-reply", request, Request.Form(("objection", "Look again.")));
        Assert.Equal(["acceptance"], Contents(await carmen.ReadsAsync(request)));
        await andreas.DoesAsync("submit-reply", request, Request.Found);
        Assert.Equal(["acceptance", "reply", "objection", "reply"], Contents(await eleni.ReadsAsync(request)));

        await eleni.DoesAsync("approve-reply", request);
        var released = await carmen.ReadsAsync(request);
        Assert.Equal(["acceptance", "reply"], Contents(released));
        Assert.Equal("Carriage 7", released.ActionContents[^1].Answers.Text("place"));
        Assert.Equal(4, (await andreas.ReadsAsync(request)).ActionContents.Count);
    }

    [SkippableFact]
    public async Task Authorities_of_a_leaving_country_act_until_its_last_day()
    {
        var story = await platform.BeginAsync();
        story.SetDate(new DateOnly(2020, 12, 1));
        var london = await story.CoordinatorInAsync("UK");
        var rupert = await london.EmploysAsync(Role.Referral);
        var leeds = await story.AuthorityInAsync("UK", mandate => mandate.CoordinatedBy(london.Id, approvesReplies: true));
        var (emma, carmen) = (await leeds.EmploysAsync(Role.Handler), await story.HandlerInAsync("ES"));
        var (atWork, waiting) = (await carmen.SendsAsync(leeds), await carmen.SendsAsync(leeds));
        var draft = await carmen.DraftsAsync(leeds);
        await emma.DoesAsync("accept", atWork, Request.ReplyBy(Request.WantedBy));
        story.SetDate(new DateOnly(2020, 12, 31));
        await emma.DoesAsync("submit-reply", atWork, Request.Found);

        story.SetDate(new DateOnly(2021, 1, 1));
        (await emma.TriesAsync("accept", waiting, Request.ReplyBy(Request.WantedBy))).AssertForbidden("access.country-left");
        (await emma.WritesAsync(waiting, "Still here?")).AssertForbidden("access.needs-role.handler", "access.country-left");
        (await emma.TriesToDraftAsync(carmen.Office)).AssertForbidden("access.country-left");
        (await rupert.TriesAsync("approve-reply", atWork)).AssertForbidden("access.country-left");
        (await rupert.TriesAsync("forward", waiting, Request.To(leeds))).AssertForbidden("access.needs-role.handler", "access.country-left");
        (await carmen.TriesToDraftAsync(leeds)).AssertInvalid("recipient access.country-left");
        (await carmen.TriesAsync("send", draft)).AssertInvalid("recipient access.country-left");
        Assert.Equal(Sight.Full, (await emma.ReadsAsync(waiting)).Sight);
    }

    [SkippableFact]
    public async Task An_authority_acts_until_its_mandate_ends()
    {
        var story = await platform.BeginAsync();
        var valencia = await story.AuthorityInAsync("ES", mandate => mandate.EndingOn(new DateOnly(2026, 3, 31)));
        var (carmen, andreas) = (await valencia.EmploysAsync(Role.Handler), await story.HandlerInAsync("CY"));
        var draft = await carmen.DraftsAsync(andreas.Office);
        story.SetDate(new DateOnly(2026, 4, 1));
        (await carmen.TriesAsync("send", draft)).AssertForbidden("access.mandate-ended");
        (await andreas.TriesToDraftAsync(valencia)).AssertInvalid("recipient access.mandate-ended");
        (await andreas.TriesToDraftAsync(await story.CoordinatorInAsync("ES"))).AssertInvalid("recipient access.no-mandate");
        (await andreas.TriesToDraftAsync(await story.AuthorityInAsync("CY"))).AssertInvalid("recipient exchange.recipient-abroad");
    }

    private static IEnumerable<string> Contents(ExchangeDetails details) => details.ActionContents.Select(content => content.Form.Name);
}

public sealed class SqliteCoordinationStories(SqlitePlatform platform) : CoordinationStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlCoordinationStories(PostgreSqlPlatform platform) : CoordinationStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerCoordinationStories(SqlServerPlatform platform) : CoordinationStories(platform), IClassFixture<SqlServerPlatform>;
