using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Notices;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.SeedData;

/// <summary>Plays the exchanges of the data file through the platform's services, in chronological order.</summary>
/// <param name="now">The current time.</param>
/// <param name="at">Creates the platform with another clock.</param>
internal sealed class DemonstrationExchanges(DateTimeOffset now, Func<TimeProvider, ServiceProvider> at)
{
    private const string CompleteKey = "demonstration-complete";
    private static readonly TimeOnly OfficesOpen = new(9, 0);
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan UnreadFor = TimeSpan.FromDays(5);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(36_500);

    private readonly Dictionary<string, Guid> _exchanges = new(StringComparer.Ordinal);
    private readonly SettableTime _clock = new(now);
    private readonly Dictionary<string, DateOnly> _started = new(StringComparer.Ordinal);
    private Dictionary<string, Guid> _authorities = [];
    private Dictionary<string, Actor> _people = [];

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        await using var platform = at(_clock);
        await using var opened = platform.CreateAsyncScope();
        var scope = opened.ServiceProvider;
        var database = scope.GetRequiredService<ImiDbContext>();
        if (await database.Set<Submission>().AnyAsync(submission => submission.Key == CompleteKey, cancellationToken))
            return;
        _authorities = await database
            .Set<Authority>()
            .ToDictionaryAsync(authority => authority.Code, authority => authority.Id, StringComparer.Ordinal, cancellationToken);
        _people = await PeopleAsync(database, cancellationToken);
        var entries = SeedFiles.Read<ExchangesFile>("exchanges.yaml").Exchanges;
        foreach (var entry in entries)
            _started[entry.Key] = DeadlineCalendar.DayOf(now.AddDays(-entry.StartedDaysAgo).UtcDateTime);
        foreach (
            var (happening, index) in entries
                .SelectMany(Happenings)
                .OrderByDescending(one => one.DaysAgo)
                .ThenBy(one => one.Order)
                .Select((one, index) => (one, index))
        )
        {
            _clock.Now = InOfficeHours(now, happening.DaysAgo, index);
            database.ChangeTracker.Clear();
            await happening.DoAsync(scope, cancellationToken);
        }

        _clock.Now = now;
        database.ChangeTracker.Clear();
        await FinishAsync(database, _people[entries[0].By].UserId, now.UtcDateTime, cancellationToken);

        // Run retention last: it deletes old submissions, by which an interrupted seeding finds what it has already created.
        await scope.GetRequiredService<RetentionSweepService>().RunAsync(new RetentionOrder(), null, cancellationToken);
    }

    /// <summary>Returns a time on a working day that keeps the order of events; capped shortly before now.</summary>
    private static DateTimeOffset InOfficeHours(DateTimeOffset now, int daysAgo, int index)
    {
        var day = WorkingDayUpTo(DeadlineCalendar.DayOf(now.AddDays(-daysAgo).UtcDateTime));
        var opening = day.ToDateTime(OfficesOpen, DateTimeKind.Utc);
        var moment = new DateTimeOffset(opening - (DeadlineCalendar.InBrussels(opening) - opening), TimeSpan.Zero) + (Apart * index);
        var latest = now.AddMinutes(-30) + TimeSpan.FromSeconds(index);
        return moment < latest ? moment : latest;
    }

    /// <summary>The day, or the last working day before it.</summary>
    private static DateOnly WorkingDayUpTo(DateOnly day)
    {
        while (!DeadlineCalendar.IsWorkingDay(day))
            day = day.AddDays(-1);
        return day;
    }

    private IEnumerable<Happening> Happenings(ExchangeEntry entry)
    {
        yield return new Happening(entry.StartedDaysAgo, 0, (scope, stop) => BeginAsync(scope, entry, stop));
        foreach (var (step, index) in entry.Steps.Select((step, index) => (step, index)))
            yield return new Happening(entry.StartedDaysAgo - step.AfterDays, index + 1, (scope, stop) => StepAsync(scope, entry, step, index, stop));
        foreach (var (message, index) in entry.Messages.Select((message, index) => (message, index)))
            yield return new Happening(entry.StartedDaysAgo - message.AfterDays, 1000 + index, (scope, stop) => WriteAsync(scope, entry, message, index, stop));
    }

    private async Task BeginAsync(IServiceProvider scope, ExchangeEntry entry, CancellationToken cancellationToken)
    {
        var parts = entry.Procedure.Split('/');
        if (entry.CopyOf is { } source)
        {
            var copy = await scope
                .GetRequiredService<ExchangeService>()
                .CopyAsync(_exchanges[source], parts[0], parts[1], _people[entry.By], new SubmissionKey($"demonstration/{entry.Key}"), cancellationToken);
            var draft = _exchanges[entry.Key] = Done(copy, entry.Key, "copy");
            if (
                !await scope
                    .GetRequiredService<ImiDbContext>()
                    .Set<Exchange>()
                    .AnyAsync(exchange => exchange.Id == draft && exchange.Phase == Phase.Draft, cancellationToken)
            )
                return; // An interrupted seeding had already sent it.
            var answers = await ChangedAsync(scope, entry, entry.Answers, cancellationToken);
            Done(
                await scope
                    .GetRequiredService<ExchangeService>()
                    .SaveDraftAsync(
                        draft,
                        _ => Outcome<DraftInput>.Done(new DraftInput(answers, null, [])),
                        null,
                        isAutomatic: false,
                        _people[entry.By],
                        cancellationToken
                    ),
                entry.Key,
                "save"
            );
            return;
        }

        var outcome = await scope
            .GetRequiredService<ExchangeService>()
            .CreateAsync(
                new NewExchange(
                    parts[0],
                    parts[1],
                    _authorities[entry.Sender],
                    entry.Recipient is { } recipient ? _authorities[recipient] : null,
                    entry.Language,
                    AnswersOf(entry.Key, entry.Answers)
                ),
                _people[entry.By],
                new SubmissionKey($"demonstration/{entry.Key}"),
                cancellationToken
            );
        _exchanges[entry.Key] = Done(outcome, entry.Key, "create");
    }

    private async Task StepAsync(IServiceProvider scope, ExchangeEntry entry, StepEntry step, int index, CancellationToken cancellationToken)
    {
        var answers = AnswersOf(entry.Key, step.Answers);
        if (step.Authority is { } authority)
            answers = answers.With("authority", _authorities[authority].ToString());
        var outcome = await scope
            .GetRequiredService<ExchangeService>()
            .ActAsync(
                _exchanges[entry.Key],
                new ActionRequest
                {
                    Action = step.Action,
                    Answers = answers,
                    Form = await FormAsync(scope, entry, step, cancellationToken),
                    Items = step.Items,
                    Assignees = [.. step.Assign.Select(name => _people[name].UserId)],
                },
                _people[step.By],
                new SubmissionKey($"demonstration/{entry.Key}/{index}"),
                cancellationToken
            );
        Done(outcome, entry.Key, step.Action);
    }

    /// <summary>Returns the exchange's form as amended by a step; no answers if the step does not amend it.</summary>
    private async Task<Answers> FormAsync(IServiceProvider scope, ExchangeEntry entry, StepEntry step, CancellationToken cancellationToken) =>
        step.Form.Count > 0 ? await ChangedAsync(scope, entry, step.Form, cancellationToken) : Answers.None;

    private async Task<Answers> ChangedAsync(
        IServiceProvider scope,
        ExchangeEntry entry,
        Dictionary<string, object> changes,
        CancellationToken cancellationToken
    )
    {
        var current = await scope
            .GetRequiredService<ExchangeQuery>()
            .ReadAsync(_exchanges[entry.Key], _people[entry.By], entry.Language, "view", cancellationToken);
        var changed = AnswersOf(entry.Key, changes);
        return changed.Fields.Aggregate(current!.Answers, (answers, field) => answers.With(field, changed[field]!));
    }

    private async Task WriteAsync(IServiceProvider scope, ExchangeEntry entry, MessageEntry message, int index, CancellationToken cancellationToken)
    {
        var outcome = await scope
            .GetRequiredService<ContributionService>()
            .WriteAsync(
                _exchanges[entry.Key],
                new NewMessage(message.Text, message.Language),
                _people[message.By],
                new SubmissionKey($"demonstration/{entry.Key}/message/{index}"),
                cancellationToken
            );
        Done(outcome, entry.Key, "message");
    }

    private Answers AnswersOf(string key, Dictionary<string, object> entries)
    {
        var answers = Answers.None;
        foreach (var (field, value) in entries)
        {
            answers = value switch
            {
                string text => answers.With(field, Text(key, text)),
                List<object> list when list.TrueForAll(item => item is string) => answers.With(field, list.Select(item => Text(key, (string)item))),
                List<object> list => answers.With(
                    field,
                    list.Cast<Dictionary<object, object>>()
                        .Select(item => AnswersOf(key, item.ToDictionary(one => (string)one.Key, one => one.Value, StringComparer.Ordinal)))
                ),
                _ => throw new InvalidDataException($"exchanges.yaml, {key}: the answer to '{field}' has an unknown shape."),
            };
        }

        return answers;
    }

    /// <summary>Converts <c>+60d</c> to a date: the day of a step so many days after the draft was created; <c>-60d</c> to one before.</summary>
    private string Text(string key, string text) =>
        text is ['+' or '-', .., 'd'] && int.TryParse(text[..^1], CultureInfo.InvariantCulture, out var days)
            ? DayOf(_started[key].AddDays(days)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : text;

    /// <summary>The working day for a date in an answer. A day to come moves on, because a period must not become shorter than the exchange says.</summary>
    private DateOnly DayOf(DateOnly day)
    {
        var before = WorkingDayUpTo(day);
        if (before <= DeadlineCalendar.DayOf(_clock.Now.UtcDateTime))
            return before;
        while (!DeadlineCalendar.IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }

    private static T Done<T>(Outcome<T> outcome, string key, string what) =>
        outcome.IsDone
            ? outcome.Value!
            : throw new InvalidDataException(
                $"exchanges.yaml, {key}: '{what}' was not done: {outcome.Kind} "
                    + string.Join(
                        "; ",
                        outcome.Reasons.Select(reason => reason.Key).Concat(outcome.Errors.Select(error => $"{error.Field} {error.MessageKey}"))
                    )
            );

    private static async Task<Dictionary<string, Actor>> PeopleAsync(ImiDbContext database, CancellationToken cancellationToken)
    {
        var users = await database.Set<ImiUser>().Include(user => user.Roles).AsNoTracking().ToListAsync(cancellationToken);
        return users.ToDictionary(
            user => user.UserName,
            user => new Actor(user.Id, user.Name, user.Language, [.. user.Roles.Select(grant => new ActorGrant(grant.AuthorityId, grant.Module, grant.Role))]),
            StringComparer.Ordinal
        );
    }

    /// <summary>Marks old notices as read, deletes mails about invented events, and records that seeding is complete.</summary>
    private static async Task FinishAsync(ImiDbContext database, Guid keeper, DateTime now, CancellationToken cancellationToken)
    {
        var old = now - UnreadFor;
        await database.Set<OutboxMail>().Where(mail => mail.Kind == MailKind.Notice).ExecuteDeleteAsync(cancellationToken);
        await database
            .Set<Notice>()
            .Where(notice => notice.At < old && notice.ReadAt == null)
            .ExecuteUpdateAsync(change => change.SetProperty(notice => notice.ReadAt, notice => notice.At), cancellationToken);
        await database.WriteAsync(
            _ =>
            {
                // Submissions are deleted after a while; this one must stay, or a later start would play everything again.
                database.Set<Submission>().Add(new Submission(keeper, CompleteKey, null, "", "", now + KeptFor));
                return Task.FromResult(true);
            },
            cancellationToken
        );
    }

    private sealed record Happening(int DaysAgo, int Order, Func<IServiceProvider, CancellationToken, Task> DoAsync);
}
