using System.Globalization;
using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Deadlines;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A random walk through one procedure as all parties while time passes; all views must agree after each move.</summary>
internal sealed class Walk(Story story, Procedure procedure, Random random)
{
    private readonly List<Walker> _walkers = [];
    private readonly List<string> _moves = [];
    private readonly List<(Walker Walker, ExchangeDetails Details)> _seen = [];
    private DateOnly _today = DateOnly.FromDateTime(Platform.Beginning.UtcDateTime);
    private Guid _exchange;

    /// <summary>The moves so far, for the failure message.</summary>
    public string Moves => string.Join(" > ", _moves);

    public async Task GoAsync(int moves)
    {
        await StartAsync();
        await CheckAsync();
        for (var move = 0; move < moves; move++)
        {
            if (random.Next(6) == 0)
                await LetTimePassAsync();
            else if (!await ActAsync())
                break;
            await CheckAsync();
        }

        await SearchedTexts.AssertRebuiltAlikeAsync(story);
    }

    /// <summary>Acts until the exchange is closed.</summary>
    public async Task CloseAsync(int moves)
    {
        await StartAsync();
        await CheckAsync();
        while (_seen[0].Details.Exchange.Phase != Phase.Closed)
        {
            Assert.True(_moves.Count < moves && await ActAsync(), $"It is not closed: {Moves}");
            await CheckAsync();
        }
    }

    /// <summary>Walks until a broadcast is open and then adds an authority, which sees the broadcast without a task.</summary>
    public async Task MeetLateAuthorityAsync()
    {
        await StartAsync();
        await CheckAsync();
        while (_seen[0].Details.Exchange is not { Reached: not null, Phase: Phase.Open })
        {
            await ActAsync();
            await CheckAsync();
        }

        var asked = _seen[0].Details.Asked.Count;
        var late = await EmployAsync(Guid.CreateVersion7(story.Now), "FR", AuthorityKind.CompetentAuthority, null, Capacity.Recipient);
        Assert.Null(await ReadAsync(late));
        await story.CallAsync<AttentionService, int>((service, stop) => service.RunAsync(stop));
        await story.CallAsync<AttentionService, int>((service, stop) => service.RunAsync(stop));
        var seen = await ReadAsync(late);
        Assert.NotNull(seen);
        Assert.Empty(seen.MyTurns);
        Assert.Equal(asked, seen.Asked.Count);
        Assert.DoesNotContain(late.Office, seen.Asked.Select(one => one.Id));
        await CheckAsync();
    }

    private async Task StartAsync()
    {
        var (spain, cyprus) = (Guid.CreateVersion7(story.Now), Guid.CreateVersion7(story.Now));
        await EmployAsync(spain, "ES", AuthorityKind.NationalCoordinator, null, Capacity.Coordinator, Capacity.Recipient);
        await EmployAsync(cyprus, "CY", AuthorityKind.NationalCoordinator, null, Capacity.Coordinator, Capacity.Recipient);
        var sender = await EmployAsync(Guid.CreateVersion7(story.Now), "ES", AuthorityKind.CompetentAuthority, spain, Capacity.Sender, Capacity.Recipient);
        var recipient = await EmployAsync(Guid.CreateVersion7(story.Now), "CY", AuthorityKind.CompetentAuthority, cyprus, Capacity.Sender, Capacity.Recipient);
        await EmployAsync(Guid.CreateVersion7(story.Now), "CY", AuthorityKind.CompetentAuthority, cyprus, Capacity.Recipient);
        await EmployAsync(Guid.CreateVersion7(story.Now), "IT", AuthorityKind.CompetentAuthority, null, Capacity.Recipient);
        await EmployAsync(Guid.CreateVersion7(story.Now), "EU", AuthorityKind.EuropeanCommission, null, Capacity.Recipient);
        var asked =
            procedure.IsBroadcast ? (Guid?)null
            : procedure.AsksCoordinator ? cyprus
            : recipient.Office;
        _exchange = (
            await story.CallAsync<ExchangeService, Outcome<Guid>>(
                (service, stop) =>
                    service.CreateAsync(
                        new NewExchange(procedure.Module, procedure.Name, sender.Office, asked, "en", Fill(procedure.Form, sender)),
                        sender.Actor,
                        null,
                        stop
                    )
            )
        ).Result();
    }

    private async Task<Walker> EmployAsync(Guid id, string country, AuthorityKind kind, Guid? coordinator, params Capacity[] capacities)
    {
        var authority = new Authority(id, $"{country}-{id:N}", country, kind, $"Office {id:N}", ["en"]);
        foreach (var capacity in capacities)
            authority.Grant(
                new Mandate(procedure.Module, procedure.Name, capacity).CoordinatedBy(
                    coordinator,
                    random.Next(3) == 0,
                    random.Next(3) == 0,
                    random.Next(2) == 0
                )
            );
        var user = new ImiUser(Guid.CreateVersion7(story.Now), $"user-{id:N}", $"Officer {id:N}", $"{id:N}@example.org", "en");
        foreach (var role in (Role[])[Role.Handler, Role.Allocator, Role.Referral])
            user.Grant(id, procedure.Module, role);
        await story.DatabaseAsync(database =>
        {
            database.Set<Authority>().Add(authority);
            database.Set<ImiUser>().Add(user);
            return database.SaveChangesAsync();
        });
        var actor = await story.CallAsync<UserService, Actor?>((people, stop) => people.ActorAsync(user.Id, stop));
        _walkers.Add(new Walker(id, country, actor!));
        return _walkers[^1];
    }

    private async Task LetTimePassAsync()
    {
        _today = _today.AddDays(random.Next(1, 40));
        story.SetDate(_today);
        _moves.Add(_today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await story.CallAsync<DeadlineService, int>((service, stop) => service.EndPeriodsAsync(stop));
        await story.CallAsync<AttentionService, int>((service, stop) => service.RunAsync(stop));
    }

    private async Task<bool> ActAsync()
    {
        var offers = _seen
            .SelectMany(one =>
                one.Details.Actions.Where(action => !action.DoesVerb(Verb.DeleteDraft)).Select(action => (one.Walker, one.Details, Action: action))
            )
            .ToList();
        if (offers.Count == 0)
            return false;

        // Closing actions are rare; otherwise few walks would be long.
        var usual = offers.FindAll(offer => !offer.Action.IsDanger);
        var (who, seen, chosen) = usual.Count > 0 && random.Next(8) > 0 ? usual[random.Next(usual.Count)] : offers[random.Next(offers.Count)];
        var request = new ActionRequest
        {
            Action = chosen.Name,
            Answers = chosen.Asks is { } form ? Fill(form, who, seen.Exchange) : Answers.None,
            Form = chosen.DoesVerb(Verb.Amend) ? seen.Answers : Answers.None,
            Assignees = random.Next(2) == 0 ? [who.Actor.UserId] : [],
            Items = [.. procedure.Form.Elements.Values.OfType<FieldGroup>().Where(group => group.IsSplittable).Select(group => $"{group.Name}.0")],
            Revision = seen.Exchange.Revision,
        };
        var outcome = await story.CallAsync<ExchangeService, Outcome<Guid>>((service, stop) => service.ActAsync(_exchange, request, who.Actor, null, stop));
        _moves.Add($"{who.Country} {chosen.Name}{(outcome.IsDone ? "" : " (refused)")}");

        var reasons = outcome.Errors.Select(error => $"{error.Field} {error.MessageKey}").Concat(outcome.Reasons.Select(reason => reason.Key));

        Assert.True(
            outcome.IsDone || (outcome.Errors.Count > 0 && outcome.Errors.All(DependsOnInput)),
            $"was offered and refused: {string.Join(", ", reasons)}"
        );
        return true;
    }

    /// <summary>Whether a refusal is due to the input (no other authority, no item left, a date that has passed), not to whose turn it is.</summary>
    private bool DependsOnInput(FieldError error) =>
        error is { Field: "authority" or "items" or "until" } or { MessageKey: "validation.date-before" or "validation.date-past" }
        || (
            error.MessageKey.Contains(".refuse.", StringComparison.Ordinal)
            && procedure.Form.Elements.GetValueOrDefault(error.Field) is Field { Type: FieldType.Date }
        );

    private async Task CheckAsync()
    {
        _seen.Clear();
        foreach (var walker in _walkers)
        {
            if (await ReadAsync(walker) is not { } details)
                continue;
            await SearchedTexts.AssertSameAsShownAsync(story, details, walker.Actor);
            if (details.Sight == Sight.Informed)
            {
                await CheckInformedAsync(walker, details);
                continue;
            }

            _seen.Add((walker, details));
            if (details.Exchange.Phase == Phase.Draft)
                continue;
            var page = await story.CallInSameMinuteAsync<InboxQuery, InboxPage>(
                (inbox, stop) => inbox.ListAsync(new InboxFilter { PageSize = 100 }, walker.Actor, stop)
            );
            var row = page.Items.Single(item => item.Row.Id == _exchange).Row;
            Assert.Equal(details.Exchange.Turns, row.Turns);
            Assert.Equal(details.MyTurns.Count > 0, row.View == InboxView.ToDo);
            Assert.Equal(details.MyTurns.Count > 0, row.Task is not null);
            if (row.Task is { } task)
                Assert.Contains(details.MyTurns, turn => turn.Task == task && turn.Due == row.DueOn);
            else if (details.Exchange.Phase == Phase.Open)
                Assert.Equal(details.Exchange.Turns.Select(turn => turn.Due).Min(), row.DueOn);
            var notices = await story.CallInSameMinuteAsync<NoticeService, IReadOnlyList<NoticeItem>>(
                (service, stop) => service.ListAsync(walker.Actor.UserId, null, stop)
            );
            foreach (var notice in notices.Where(notice => notice.ExchangeId == _exchange)) // Other notifications concern split requests.
                Assert.Equal((row.Task, row.Task is null ? null : row.DueOn, details.Exchange.State), (notice.TaskNow, notice.DueNow, notice.StateNow));
        }

        var exchange = _seen[0].Details.Exchange;
        Assert.All(
            _seen,
            one => Assert.Equal((_seen[0].Details.Asked.Count, _seen[0].Details.Awaited.Count), (one.Details.Asked.Count, one.Details.Awaited.Count))
        );
        if (exchange.ReplyByAgreed)
        {
            var settled = _seen[0].Details.ReplyDates.Last(date => date.Kind is not (ReplyDateKind.Proposed or ReplyDateKind.Declined));
            Assert.Contains(settled.Kind, (ReplyDateKind[])[ReplyDateKind.Accepted, ReplyDateKind.Agreed]);
            Assert.Equal(exchange.ReplyBy, settled.Date);
        }

        if (exchange.Phase is not (Phase.Open or Phase.Closed))
            return;
        Assert.True(
            exchange.Phase == Phase.Closed || exchange.StrandedSince is not null || _seen.Exists(one => one.Details.Actions.Count > 0),
            "nobody can act"
        );
        foreach (var turn in exchange.Turns)
            Assert.True(
                exchange.StrandedSince is not null
                    || _seen.Exists(one => one.Details.MyTurns.Contains(turn) && one.Details.Actions.Any(action => IsFor(action, turn))),
                $"nobody can do {turn}"
            );
    }

    /// <summary>An authority that is informed sees nothing of what the parties have to do.</summary>
    private async Task CheckInformedAsync(Walker walker, ExchangeDetails details)
    {
        var page = await story.CallInSameMinuteAsync<InboxQuery, InboxPage>(
            (inbox, stop) => inbox.ListAsync(new InboxFilter { PageSize = 100 }, walker.Actor, stop)
        );
        var row = page.Items.Single(item => item.Row.Id == _exchange).Row;
        Assert.Equal((0, 0, null, null), (row.Turns.Count, details.Actions.Count, row.Task, row.DueOn));
        Assert.NotEmpty(details.ActionContents);
    }

    private bool IsFor(ActionDefinition action, Turn turn) =>
        turn.Task switch
        {
            "" => action.By.Any(rule => rule.Party == turn.Party || (turn.Party == Party.Recipients && rule.Party == Party.Commission)),
            TaskDefinition.DateProposal => action.DoesVerb(Verb.AgreeDate) || action.DoesVerb(Verb.DeclineDate),
            TaskDefinition.Examination => procedure.Examination!.Ends.Contains(action.Name),
            _ => procedure.Tasks.First(task => task.Name == turn.Task).Ends.Contains(action.Name),
        };

    private Task<ExchangeDetails?> ReadAsync(Walker walker) =>
        story.CallInSameMinuteAsync<ExchangeQuery, ExchangeDetails?>((reader, stop) => reader.ReadAsync(_exchange, walker.Actor, "en", "", stop));

    private Answers Fill(Form form, Walker walker, Exchange? exchange = null)
    {
        var answers = SampleAnswers.For(form, "A walk", _today);
        foreach (var field in form.Elements.Values.OfType<Field>())
        {
            answers = field.Type switch
            {
                FieldType.Country => field.Several ? answers.With(field.Name, (IEnumerable<string>)["IT"]) : answers.With(field.Name, "CY"),
                FieldType.Authority => answers.With(field.Name, Target(walker, exchange).ToString()),
                FieldType.Date when field.Name == "until" => answers.With(field.Name, Text((exchange?.DueOn ?? _today).AddDays(3))),
                FieldType.Date when field.Name == "replyBy" => answers.With(
                    field.Name,
                    Text(random.Next(2) == 0 && exchange?.ReplyBy >= _today ? exchange.ReplyBy.Value : _today.AddDays(random.Next(10, 60)))
                ),
                FieldType.Date when field.NotAfter.Count > 0 => answers.With(field.Name, Text(_today)),
                _ => answers,
            };
        }

        foreach (var group in form.Elements.Values.OfType<FieldGroup>().Where(group => group.IsSplittable))
            answers = answers.With(group.Name, [.. answers.Items(group.Name), .. answers.Items(group.Name)]);
        return answers;
    }

    private Guid Target(Walker walker, Exchange? exchange)
    {
        var others = _walkers.FindAll(other => other.Country == walker.Country && other.Office != walker.Office && other.Office != exchange?.RecipientId);
        return others.Count > 0 ? others[random.Next(others.Count)].Office : walker.Office;
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Walker(Guid Office, string Country, Actor Actor);
}
