using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Deadlines;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>An action informs authorities of other countries, which are no parties: they read what the definition shows to them, and nothing else.</summary>
public sealed class InformedCountryStories(InformedCountriesPlatform platform) : IClassFixture<InformedCountriesPlatform>
{
    private static readonly Answers Report = Request.Form(
        ("summary", "The umbrella is in Nicosia"),
        ("finder", "Georgios Georgiou"),
        ("shelf", "Shelf of Mr Georgiou"),
        ("hint", "Ask the night guard")
    );

    [Fact]
    public async Task Coordinators_of_other_countries_read_the_report_and_what_identifies_the_exchange()
    {
        var (_, carmen, andreas, request) = await AcceptedAsync();
        var paris = await (await carmen.Story.CoordinatorInAsync("FR")).EmploysAsync(Role.Handler);
        await andreas.DoesAsync("report", request, Report);

        var read = await paris.ReadsAsync(request);

        Assert.Equal((Sight.Informed, carmen.Office.Id, andreas.Office.Id), (read.Sight, read.Exchange.SenderId, read.Exchange.RecipientId));
        var content = Assert.Single(read.ActionContents);
        Assert.Equal(("The umbrella is in Nicosia", "Shelf of Mr Georgiou"), (content.Answers.Text("summary"), content.Answers.Text("shelf")));
        Assert.Equal(["summary", "shelf"], Shown(content.Sections));
        Assert.Equal(["owner"], Shown(read.Form));
        Assert.Equal(Request.Owner, read.Answers.Text("owner"));
    }

    [Fact]
    public async Task They_read_no_personal_or_confidential_field_that_the_definition_does_not_show_and_nothing_of_the_course()
    {
        var (_, carmen, andreas, request) = await AcceptedAsync();
        var paris = await (await carmen.Story.CoordinatorInAsync("FR")).EmploysAsync(Role.Handler);
        (await carmen.WritesAsync(request, "Please hurry")).Result();
        var file = (await andreas.AttachesAsync(request, "photo.txt", "Shelf"u8.ToArray())).Result();
        await andreas.DoesAsync("report", request, Report);

        var read = await paris.ReadsAsync(request);

        foreach (var hidden in (string[])["finder", "hint"])
            Assert.False(read.ActionContents.Single().Answers.Has(hidden));
        foreach (var hidden in (string[])["transport", "insurance", "items", "replyBy"])
            Assert.False(read.Answers.Has(hidden));
        Assert.Equal("report", Assert.Single(read.Timeline).Action);
        Assert.Equal(
            (0, 0, 0, 0, 0, 0),
            (read.Messages.Count, read.MessageCount, read.Files.Count, read.Informed.Count, read.MyTurns.Count, read.Actions.Count)
        );
        Assert.Empty(read.People);
        (await paris.DownloadsAsync(request, file)).AssertNotFound();
        Assert.Null(await paris.AsksForExplanationAsync(request, paris));
        (
            await paris.Story.CallAsync<TranslationService, Outcome<Guid>>((service, stop) => service.RequestAsync(request, "fr", paris.Actor, null, stop))
        ).AssertNotFound();
        var segment = new SegmentName("fr", "0123456789abcdef");
        (
            await paris.Story.CallAsync<TranslationCorrectionService, Outcome<Guid>>(
                (service, stop) => service.CorrectAsync(request, segment, "Oui.", "", paris.Actor, null, stop)
            )
        ).AssertNotFound();
        Assert.Null(await paris.Story.CallAsync<RetentionService, ExchangeRetention?>((service, stop) => service.ShowAsync(request, paris.Actor, stop)));
        Assert.Equal(OutcomeKind.Forbidden, (await paris.WritesAsync(request, "May I?")).Kind);
        Assert.Equal(OutcomeKind.Forbidden, (await paris.TriesAsync("report", request, Report)).Kind);
    }

    [Fact]
    public async Task Before_the_report_and_for_those_who_are_not_informed_the_exchange_does_not_exist()
    {
        var (story, carmen, andreas, request) = await AcceptedAsync();
        var coordinator = await story.CoordinatorInAsync("DE");
        var (berlin, bonn) = (await coordinator.EmploysAsync(Role.Handler), await story.HandlerInAsync("DE"));
        var madrid = await story.HandlerInAsync("ES");

        Assert.Null(await berlin.FindsAsync(request));
        Assert.Equal((await berlin.TriesAsync("report", Guid.CreateVersion7())).Kind, (await berlin.TriesAsync("report", request)).Kind);
        Assert.Equal((await berlin.WritesAsync(Guid.CreateVersion7(), "Hello")).Kind, (await berlin.WritesAsync(request, "Hello")).Kind);
        await andreas.DoesAsync("report", request, Report);

        Assert.NotNull(await berlin.FindsAsync(request));
        Assert.Null(await bonn.FindsAsync(request));
        Assert.Null(await madrid.FindsAsync(request));
        Assert.Null(await (await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Handler)).FindsAsync(request));
        Assert.Null(await (await (await story.CoordinatorInAsync("EL")).EmploysAsync(Role.Handler)).FindsAsync(request));
    }

    [Fact]
    public async Task In_a_country_without_a_coordinator_every_authority_that_can_receive_it_is_informed()
    {
        var (story, _, andreas, request) = await AcceptedAsync();
        var (rome, milan) = (await story.HandlerInAsync("IT"), await story.HandlerInAsync("IT"));

        await andreas.DoesAsync("report", request, Report);

        Assert.Equal((Sight.Informed, Sight.Informed), ((await rome.ReadsAsync(request)).Sight, (await milan.ReadsAsync(request)).Sight));
    }

    [Theory]
    [InlineData(Role.Handler, Sight.Informed)]
    [InlineData(Role.Allocator, Sight.Informed)]
    [InlineData(Role.Referral, Sight.Informed)]
    [InlineData(Role.Supervisor, Sight.Informed)]
    [InlineData(Role.Administrator, Sight.None)]
    public async Task What_each_role_at_an_informed_authority_sees(Role role, Sight sight)
    {
        var (story, _, andreas, request) = await AcceptedAsync();
        var officer = await (await story.CoordinatorInAsync("PL")).EmploysAsync(role);

        await andreas.DoesAsync("report", request, Report);

        Assert.Equal(sight, (await officer.FindsAsync(request))?.Sight ?? Sight.None);
    }

    [Theory]
    [InlineData(Role.Handler)]
    [InlineData(Role.Allocator)]
    [InlineData(Role.Referral)]
    [InlineData(Role.Supervisor)]
    [InlineData(Role.Administrator)]
    [InlineData(Role.DataProtectionOfficer)]
    public async Task No_role_at_an_informed_authority_permits_more_than_reading_what_it_is_shown(Role role)
    {
        var story = await platform.BeginAsync();
        var officer = await (await story.CoordinatorInAsync("PL")).EmploysAsync(role);
        var (policy, actor, informed) = (new AccessPolicy(), officer.Actor, officer.Office.Id);

        foreach (var phase in (Phase[])[Phase.Open, Phase.Closed, Phase.Hidden, Phase.Deleted])
        {
            var access = AccessOfInformed(informed, phase);
            Assert.Contains(policy.SightOf(actor, access), (Sight[])[Sight.None, phase is Phase.Open or Phase.Closed ? Sight.Informed : Sight.Shell]);
            Assert.False(policy.MayContribute(actor, access).IsAllowed);
            Assert.False(policy.MayHold(actor, access).IsAllowed);
            Assert.False(policy.MayAskForDecision(actor, access).IsAllowed);
            Assert.False(policy.MayRectify(actor, access, informed).IsAllowed);
            Assert.False(policy.MayWithdrawFile(actor, access, informed).IsAllowed);
            Assert.False(policy.MayOpenSpecial(actor, access) || policy.MayAskWhy(actor, access) || policy.SeesRequests(actor, access));
            Assert.Empty(policy.AccessLogsSeenBy(actor, access));
        }
    }

    [Fact]
    public void The_access_matrix_gives_an_informed_authority_two_permissions() =>
        Assert.Equal(
            [Permission.ReadInformation, Permission.SeeThatItExisted],
            AccessMatrix.Rules.Where(rule => rule.Scope == AccessScope.InformedAuthority).Select(rule => rule.Permission)
        );

    [Fact]
    public async Task They_are_notified_of_the_report_only_and_their_list_does_not_follow_the_exchange()
    {
        var (story, carmen, andreas, request) = await AcceptedAsync();
        var office = await story.CoordinatorInAsync("FR");
        var (handler, allocator) = (await office.EmploysAsync(Role.Handler), await office.EmploysAsync(Role.Allocator));
        await andreas.DoesAsync("report", request, Report);
        var before = await RowAsync(handler, request);

        (await carmen.WritesAsync(request, "Thank you")).Result();
        await andreas.DoesAsync("hold-back", request, Request.Form(("until", "2026-05-04")));

        foreach (var officer in (Officer[])[handler, allocator])
            Assert.Equal(["report"], (await officer.NoticesAsync()).Where(notice => notice.ExchangeId == request).Select(notice => notice.Action));
        var after = await RowAsync(handler, request);
        Assert.Equal((InboxView.Information, before.Row.UpdatedAt), (after.Row.View, after.Row.UpdatedAt));
        Assert.Equal((0, null, null, null), (after.Row.Turns.Count, after.Row.WaitsFor, after.Row.DueOn, after.Row.StateDueOn));
        Assert.DoesNotContain(Request.Owner, after.About, StringComparison.Ordinal);

        await andreas.Story.CallAsync<DeadlineService, int>((service, stop) => service.EndPeriodsAsync(stop));
        story.SetDate(new DateOnly(2026, 5, 5));
        await andreas.Story.CallAsync<DeadlineService, int>((service, stop) => service.EndPeriodsAsync(stop));
        await andreas.DoesAsync("report", request, Report);
        Assert.Equal(2, (await handler.ReadsAsync(request)).ActionContents.Count);
        Assert.True((await RowAsync(handler, request)).Row.UpdatedAt > before.Row.UpdatedAt);
    }

    [Fact]
    public async Task The_journal_records_what_they_were_shown()
    {
        var (story, _, andreas, request) = await AcceptedAsync();
        var paris = await (await story.CoordinatorInAsync("FR")).EmploysAsync(Role.Handler);
        await andreas.DoesAsync("report", request, Report);
        await paris.ReadsAsync(request);

        var details = await story.DatabaseAsync(database =>
            database.Set<JournalEntry>().Where(entry => entry.ExchangeId == request && entry.UserId == paris.Id).Select(entry => entry.Detail).ToListAsync()
        );

        Assert.Equal(["Informed shown:tracing-request.owner,report.shelf"], details);
    }

    [Fact]
    public async Task The_parties_see_who_is_informed_the_Commission_included()
    {
        var (story, carmen, andreas, request) = await AcceptedAsync();
        var commission = await story.HandlerInAsync("EU");
        var paris = await story.CoordinatorInAsync("FR");
        Assert.Empty((await carmen.ReadsAsync(request)).Informed);

        await andreas.DoesAsync("report", request, Report);

        var informed = (await carmen.ReadsAsync(request)).Informed.Select(authority => authority.Id).ToList();
        Assert.Contains(paris.Id, informed);
        Assert.True(informed.IndexOf(commission.Office.Id) >= 0 && informed.IndexOf(commission.Office.Id) < informed.IndexOf(paris.Id));
        Assert.Equal(informed, (await andreas.ReadsAsync(request)).Informed.Select(authority => authority.Id));
    }

    [Fact]
    public async Task They_see_only_that_it_existed_once_the_personal_data_are_hidden()
    {
        var (story, carmen, andreas, request) = await AcceptedAsync();
        var paris = await (await story.CoordinatorInAsync("FR")).EmploysAsync(Role.Handler);
        await andreas.DoesAsync("report", request, Report);
        await andreas.DoesAsync("hold-back", request, Request.Form(("until", "2026-05-04")));
        await carmen.DoesAsync("give-up", request);

        story.SetDate(new DateOnly(2026, 3, 9));
        await story.RunRetentionAsync();

        var shell = await paris.ReadsAsync(request);
        Assert.Equal((Sight.Shell, 0, 0, ""), (shell.Sight, shell.ActionContents.Count, shell.Form.Count, shell.About));
        Assert.NotEmpty((await paris.ListsInactiveAsync()).Items);
    }

    private static ExchangeAccess AccessOfInformed(Guid authority, Phase phase) =>
        new()
        {
            Module = Story.Module,
            Phase = phase,
            Parts = new Dictionary<Guid, ExchangePart> { [authority] = new(false, false) { IsOnlyInformed = true } },
            Parties = Array.Empty<(Party, Guid)>().ToLookup(one => one.Item1, one => one.Item2),
            Standings = new Dictionary<Guid, Standing>(),
            Assigned = Array.Empty<Guid>().ToLookup(one => one),
        };

    private static IEnumerable<string> Shown(IReadOnlyList<FormSectionView> sections) =>
        sections.SelectMany(section => section.Elements).Select(element => element.Path);

    private static async Task<InboxItem> RowAsync(Officer officer, Guid request) =>
        (await officer.ListsAsync(new InboxFilter())).Items.Single(item => item.Row.Id == request);

    private async Task<(Story Story, Officer Carmen, Officer Andreas, Guid Request)> AcceptedAsync()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        return (story, carmen, andreas, request);
    }
}
