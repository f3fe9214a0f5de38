using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Consumer protection cooperation as its definitions say: single liaison offices, and the Commission, in five countries.</summary>
public sealed class ConsumerProtectionStories(RepositoryPlatform platform) : IClassFixture<RepositoryPlatform>
{
    private const string Module = "cpc";
    private static readonly DateOnly Today = DateOnly.FromDateTime(Platform.Beginning.UtcDateTime);

    private static readonly Answers Case = Request
        .Form(
            ("traderName", "Finto Sconto S.r.l."),
            ("practice", "The discounts were never real."),
            ("stage", "occurring"),
            ("product", "Shoes."),
            ("provisions", "Article 6a of Directive 98/6/EC."),
            ("collectiveInterests", "80 complaints."),
            ("evidence", "Twelve test purchases."),
            ("proceedings", "no"),
            ("confidentialNote", "The investigators are in the shop.")
        )
        .With("lawsInfringed", ["price-indications"])
        .With("connection", ["trader-established"]);

    private static readonly Answers Commitments = Request.Form(
        ("consultation", "By telephone on 1 March."),
        ("commitments", "The trader shows the former prices."),
        ("commitmentsUntil", "2026-06-01")
    );

    private static readonly Answers Measures = Request
        .Form(
            ("interimMeasures", "no"),
            ("ceased", "yes"),
            ("implemented", "yes"),
            ("remedies", "some"),
            ("description", "The trader gave commitments and keeps them.")
        )
        .With("measures", ["commitments"]);

    [Fact]
    public async Task Measures_taken_are_notified_to_the_other_Member_States_and_the_Commission()
    {
        var (story, berlin, madrid) = await OfficesAsync("enforcement-request");
        var (paris, commission) = (await OfficerAsync(story, "FR", "enforcement-request"), await OfficerAsync(story, "EU", "enforcement-request"));
        var request = await SendsAsync(berlin, "enforcement-request", Case, madrid);
        await madrid.DoesAsync("accept", request, Request.Form(("stepsIntended", "We hear the trader.")));
        Assert.Null(await paris.FindsAsync(request));

        await madrid.DoesAsync("report-measures", request, Measures);

        var read = await paris.ReadsAsync(request);
        Assert.Equal(Sight.Informed, read.Sight);
        Assert.Equal("The trader gave commitments and keeps them.", Assert.Single(read.ActionContents).Answers.Text("description"));
        Assert.Equal(("Finto Sconto S.r.l.", "Article 6a of Directive 98/6/EC."), (read.Answers.Text("traderName"), read.Answers.Text("provisions")));
        foreach (var hidden in (string[])["practice", "evidence", "collectiveInterests", "confidentialNote"])
            Assert.False(read.Answers.Has(hidden));
        Assert.Equal(Sight.Full, (await commission.ReadsAsync(request)).Sight);
        Assert.Equal(["report-measures"], (await paris.NoticesAsync()).Where(notice => notice.ExchangeId == request).Select(notice => notice.Action));
    }

    [Theory]
    [InlineData("proceedings-initiated")]
    [InlineData("enforcement-initiated")]
    [InlineData("no-infringement")]
    [InlineData("information-not-provided")]
    public async Task An_enforcement_request_is_refused_on_a_listed_ground_after_consultation_and_the_Commission_is_informed(string ground)
    {
        var (story, berlin, madrid) = await OfficesAsync("enforcement-request");
        var commission = await OfficerAsync(story, "EU", "enforcement-request");
        var request = await SendsAsync(berlin, "enforcement-request", Case, madrid);
        var refusal = Request.Form(("reasons", "The court decides in May.")).With("ground", [ground]);
        (await madrid.TriesAsync("refuse", request, refusal)).AssertInvalid("consultation validation.required");
        Assert.Null(await commission.FindsAsync(request));

        await madrid.DoesAsync("refuse", request, refusal.With("consultation", "By telephone on 1 March."));

        var refused = (await berlin.ReadsAsync(request)).Exchange;
        Assert.Equal(("refused", Phase.Closed), (refused.State, refused.Phase));
        Assert.Equal(ground, (await commission.ReadsAsync(request)).ActionContents.Single().Answers.Texts("ground").Single());
    }

    [Fact]
    public async Task An_enforcement_request_is_refused_on_no_other_ground()
    {
        var (_, berlin, madrid) = await OfficesAsync("enforcement-request");
        var request = await SendsAsync(berlin, "enforcement-request", Case, madrid);

        var other = await madrid.TriesAsync(
            "refuse",
            request,
            Request.Form(("reasons", "We are busy."), ("consultation", "By telephone.")).With("ground", ["no-time"])
        );

        Assert.Equal(OutcomeKind.Invalid, other.Kind);
        Assert.Equal("received", (await berlin.ReadsAsync(request)).Exchange.State);
    }

    [Fact]
    public async Task An_accepted_information_request_is_brought_to_attention_when_its_thirty_days_have_passed()
    {
        var (_, berlin, madrid) = await OfficesAsync("information-request");
        var wanted = Request.Form(("informationWanted", "The contracts."), ("whyNecessary", "Only the trader knows."), ("accompany", "no"), ("secrecy", "yes"));
        var request = await SendsAsync(
            berlin,
            "information-request",
            wanted.Fields.Aggregate(Case, (answers, field) => answers.With(field, wanted.Text(field))),
            madrid
        );
        var lastDay = DeadlineCalendar.LastDay(Today, new Period(0, 0, 30));

        await madrid.DoesAsync("accept", request, Request.ReplyBy(lastDay.ToString("yyyy-MM-dd", null)));

        var accepted = (await madrid.ReadsAsync(request)).Exchange;
        Assert.Equal(("accepted", lastDay, lastDay.AddDays(1)), (accepted.State, accepted.DueOn, accepted.AttentionFrom));
    }

    [Fact]
    public async Task An_exchange_that_stays_open_ends_after_five_years()
    {
        var (story, berlin, madrid) = await OfficesAsync("enforcement-request");
        var request = await SendsAsync(berlin, "enforcement-request", Case, madrid);
        Assert.Equal(Today.AddYears(5), (await berlin.ReadsAsync(request)).Exchange.DeleteOn);

        story.SetDate(Today.AddYears(5));
        await story.RunRetentionAsync();

        var shell = await berlin.ReadsAsync(request);
        Assert.Equal((Phase.Deleted, true), (shell.Exchange.Phase, shell.IsEnded));
        Assert.Equal("Verordnung (EU) 2017/2394, Artikel 35 Absatz 3", shell.Module.OpenBasisIn("de"));
    }

    [Fact]
    public async Task A_pending_opinion_of_the_Commission_does_not_postpone_the_end()
    {
        var (story, berlin, madrid) = await OfficesAsync("enforcement-request");
        var commission = await OfficerAsync(story, "EU", "enforcement-request");
        var request = await SendsAsync(berlin, "enforcement-request", Case, madrid);
        await madrid.DoesAsync("refuse-for-commitments", request, Commitments);
        await berlin.DoesAsync("refer-to-commission", request, Request.Form(("disagreement", "They do not suffice.")));
        Assert.Equal(["give-opinion"], (await commission.ReadsAsync(request)).MyTurns.Select(turn => turn.Task));

        story.SetDate(Today.AddYears(5));
        await story.RunRetentionAsync();

        var shell = await berlin.ReadsAsync(request);
        Assert.Equal((Phase.Deleted, true, 0), (shell.Exchange.Phase, shell.IsEnded, shell.Exchange.Turns.Count));
    }

    [Fact]
    public async Task An_external_alert_names_the_body_and_reaches_the_States_concerned_and_the_Commission()
    {
        var story = await platform.BeginAsync();
        var (berlin, madrid) = (await OfficerAsync(story, "DE", "alert"), await OfficerAsync(story, "ES", "alert"));
        var (paris, commission) = (await OfficerAsync(story, "FR", "alert"), await OfficerAsync(story, "EU", "alert"));
        var alert = Case.With("infringementKind", "widespread")
            .With("external", "yes")
            .With("externalKind", "consumer-centre")
            .With("concernedStates", ["ES"])
            .With("verification", "yes")
            .With("repliesUntil", "2026-03-20");
        var draft = await DraftsAsync(berlin, "alert", alert);
        (await berlin.TriesAsync("issue", draft)).AssertInvalid("externalBody validation.required", "externalOn validation.required");

        var issued = await DraftsAsync(berlin, "alert", alert.With("externalBody", "European Consumer Centre").With("externalOn", "2026-02-27"));
        await berlin.DoesAsync("issue", issued);

        foreach (var reader in (Officer[])[madrid, commission])
            Assert.Equal("European Consumer Centre", (await reader.ReadsAsync(issued)).Answers.Text("externalBody"));
        Assert.Null(await paris.FindsAsync(issued));
        await madrid.DoesAsync("reply", issued, Request.Form(("similar", "unknown"), ("measuresAlready", "no"), ("takesPart", "undecided")));
        Assert.Equal(["Recipients"], (await madrid.ReadsAsync(issued)).Exchange.Turns.Select(turn => turn.Party.ToString()));
    }

    [Fact]
    public async Task A_sweep_names_no_trader_and_ends_with_an_outcome_of_its_own()
    {
        var story = await platform.BeginAsync();
        var commission = await OfficerAsync(story, "EU", "coordinated-action");
        var (berlin, madrid) = (await OfficerAsync(story, "DE", "coordinated-action"), await OfficerAsync(story, "ES", "coordinated-action"));
        var sweep = await DraftsAsync(commission, "coordinated-action", Action("sweep", "commission-sweep").With("traders", "Not asked"));
        await commission.DoesAsync("launch", sweep);
        Assert.False((await berlin.ReadsAsync(sweep)).Answers.Has("traders"));
        await berlin.DoesAsync("answer", sweep, Request.Form(("takesPart", "yes")));
        await madrid.DoesAsync("answer", sweep, Request.Form(("takesPart", "no"), ("explanation", "Done last year.")).With("declined", ["negligible-effects"]));
        await commission.DoesAsync("begin-investigation", sweep);

        await commission.DoesAsync("close", sweep, Request.Form(("outcome", "sweep-completed"), ("agreedOn", "2026-03-02")));

        Assert.Equal(("closed", Phase.Closed), ((await berlin.ReadsAsync(sweep)).Exchange.State, (await berlin.ReadsAsync(sweep)).Exchange.Phase));
    }

    [Theory]
    [InlineData("widespread", "commission-no-agreement")]
    [InlineData("widespread-union-dimension", "commission-union-dimension")]
    [InlineData("sweep", "commission-sweep")]
    public async Task Only_the_Commission_launches_an_action_that_it_coordinates(string kind, string designation)
    {
        var story = await platform.BeginAsync();
        var (commission, paris) = (await OfficerAsync(story, "EU", "coordinated-action"), await OfficerAsync(story, "FR", "coordinated-action"));
        var (berlin, madrid) = (await OfficerAsync(story, "DE", "coordinated-action"), await OfficerAsync(story, "ES", "coordinated-action"));
        var action = Action(kind, designation).With("traders", "Finto Sconto S.r.l.");

        var refused = await paris.TriesAsync("launch", await DraftsAsync(paris, "coordinated-action", action));

        Assert.Equal("designation", Assert.Single(refused.Errors).Field);
        var launched = await DraftsAsync(commission, "coordinated-action", action);
        await commission.DoesAsync("launch", launched);
        foreach (var reader in (Officer[])[berlin, madrid])
            Assert.Equal("launched", (await reader.ReadsAsync(launched)).Exchange.State);
    }

    [Fact]
    public async Task An_authority_launches_an_action_for_which_the_others_designated_it()
    {
        var story = await platform.BeginAsync();
        var (paris, madrid) = (await OfficerAsync(story, "FR", "coordinated-action"), await OfficerAsync(story, "ES", "coordinated-action"));
        await OfficerAsync(story, "DE", "coordinated-action");
        var action = await DraftsAsync(paris, "coordinated-action", Action("widespread", "agreed").With("traders", "Finto Sconto S.r.l."));

        await paris.DoesAsync("launch", action);

        Assert.Equal("launched", (await madrid.ReadsAsync(action)).Exchange.State);
    }

    private static Answers Action(string kind, string designation) =>
        Case.With("actionName", "Shoe shops")
            .With("actionKind", kind)
            .With("designation", designation)
            .With("agreedOn", "2026-03-01")
            .With("agreement", "All authorities concerned agreed.")
            .With("concernedStates", ["DE", "ES"])
            .With("answersUntil", "2026-03-31");

    private async Task<(Story Story, Officer Berlin, Officer Madrid)> OfficesAsync(string procedure)
    {
        var story = await platform.BeginAsync();
        return (story, await OfficerAsync(story, "DE", procedure), await OfficerAsync(story, "ES", procedure));
    }

    /// <summary>Creates a request handler of a single liaison office or, for EU, of the Commission.</summary>
    private static async Task<Officer> OfficerAsync(Story story, string country, string procedure)
    {
        var id = Guid.CreateVersion7(story.Now);
        var kind = country == "EU" ? AuthorityKind.EuropeanCommission : AuthorityKind.NationalCoordinator;
        var authority = new Authority(id, $"{country}-{id:N}", country, kind, $"Liaison office {id:N}", ["en"]);
        foreach (var capacity in (Capacity[])[Capacity.Sender, Capacity.Recipient, Capacity.Coordinator])
        {
            if (country != "EU" || capacity != Capacity.Coordinator)
                authority.Grant(new Mandate(Module, procedure, capacity));
        }

        await story.DatabaseAsync(database =>
        {
            database.Set<Authority>().Add(authority);
            return database.SaveChangesAsync();
        });
        return await story.EmployAsync(new Office(story, id), Module, [Role.Handler]);
    }

    private static async Task<Guid> DraftsAsync(Officer officer, string procedure, Answers answers, Officer? to = null) =>
        (
            await officer.Story.CallAsync<ExchangeService, Outcome<Guid>>(
                (service, stop) =>
                    service.CreateAsync(new NewExchange(Module, procedure, officer.Office.Id, to?.Office.Id, "en", answers), officer.Actor, null, stop)
            )
        ).Result();

    private static async Task<Guid> SendsAsync(Officer officer, string procedure, Answers answers, Officer to)
    {
        var request = await DraftsAsync(officer, procedure, answers, to);
        await officer.DoesAsync("send", request);
        return request;
    }
}
