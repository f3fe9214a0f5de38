using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Imi.Hosting;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Jobs;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Telemetry;

namespace Imi.Web.Hosting;

/// <summary>
/// Reads every few seconds how outbox, jobs and retention stand, and shows it as gauges. While the database is away they show nothing:
/// what is not known is not said.
/// </summary>
internal sealed class StateMetrics : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetentionKnown = TimeSpan.FromMinutes(5);
    private static readonly LedgerAction[] ToExchanges = [LedgerAction.Hidden, LedgerAction.Deleted, LedgerAction.DraftRemoved];

    private readonly IServiceScopeFactory _scopes;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ImiComposition _composition;
    private readonly HealthMemory _memory;
    private readonly IReadOnlyList<string> _jobs;
    private readonly TimeProvider _time;
    private State? _state;

    public StateMetrics(
        IMeterFactory meters,
        IServiceScopeFactory scopes,
        IHostApplicationLifetime lifetime,
        ImiComposition composition,
        HealthMemory memory,
        IEnumerable<JobPlan> plans,
        TimeProvider time
    )
    {
        _jobs = [.. plans.Select(plan => plan.Name)];
        (_scopes, _lifetime, _composition, _memory, _time) = (scopes, lifetime, composition, memory, time);
        var meter = meters.Create(ImiTelemetry.Name, ImiTelemetry.Version);
        meter.CreateObservableGauge("imi.build.info", Build, null, "The version of the program, of .NET and the kind of database; always 1");
        meter.CreateObservableGauge("imi.outbox.waiting", () => OfOutbox(mails => mails.Waiting), "{mail}", "E-mails that are still to be sent");
        meter.CreateObservableGauge("imi.outbox.undeliverable", () => OfOutbox(mails => mails.Undeliverable), "{mail}", "E-mails that are not tried any more");
        meter.CreateObservableGauge("imi.outbox.oldest.age", () => OfOutbox(mails => Age(mails.OldestAt)), "s", "The age of the oldest e-mail that waits");
        meter.CreateObservableGauge(
            "imi.outbox.overdue",
            () => OfOutbox(mails => Age(mails.DueSince)),
            "s",
            "For how long an e-mail could have been sent already; 0 where none is ready"
        );
        meter.CreateObservableGauge("imi.job.last_success.age", LastSuccesses, "s", "The time since a background job last ended well, on any node");
        meter.CreateObservableGauge("imi.job.failing", Failing, null, "Whether a background job failed the last time: 1, else 0");
        meter.CreateObservableGauge("imi.retention.due", Due, "{exchange}", "Exchanges and former users whose data are to be hidden or deleted today");
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The database is being prepared until the host has started.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval);
        do
        {
            _state = await ReadAsync(stoppingToken);
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<State?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var services = scope.ServiceProvider;
            return new State(
                await services.GetRequiredService<OutboxQueueService>().CountAsync(cancellationToken),
                // The database also keeps runs of jobs that an earlier version had.
                [.. (await services.GetRequiredService<JobRunService>().ListAsync(cancellationToken)).Where(run => _jobs.Contains(run.Name))],
                await _memory.KnownAsync(
                    "retention-due",
                    RetentionKnown,
                    stop => services.GetRequiredService<RetentionSweepService>().DueAsync(DeadlineCalendar.Today(_time), stop),
                    cancellationToken
                )
            );
        }
        catch (Exception away) when (DatabaseFaults.IsOne(away))
        {
            return null;
        }
    }

    private IEnumerable<Measurement<long>> Build() =>
        [
            new(
                1,
                Tag(TelemetryTags.Version, ImiTelemetry.Version),
                Tag(TelemetryTags.Runtime, RuntimeInformation.FrameworkDescription),
                Tag(TelemetryTags.Database, _composition.Database.Provider.ToString())
            ),
        ];

    private IEnumerable<Measurement<double>> OfOutbox(Func<OutboxCounts, double> value) => _state is { } state ? [new(value(state.Outbox))] : [];

    private IEnumerable<Measurement<double>> LastSuccesses() =>
        from run in _state?.Jobs ?? []
        where run.SucceededAt is not null
        select new Measurement<double>(Age(run.SucceededAt), Tag(TelemetryTags.Job, run.Name));

    private IEnumerable<Measurement<long>> Failing() =>
        from run in _state?.Jobs ?? []
        select new Measurement<long>(run.FailingSince is null ? 0 : 1, Tag(TelemetryTags.Job, run.Name));

    /// <summary>Nothing due is 0, not absent.</summary>
    private IEnumerable<Measurement<long>> Due()
    {
        if (_state is not { } state)
            return [];
        return _composition
            .Catalogue.Modules.SelectMany(module => ToExchanges.Select(action => new RetentionDue(action, module.Name, 0)))
            .Append(new RetentionDue(LedgerAction.UserDeleted, "", 0))
            .Concat(state.Due)
            .GroupBy(due => (due.Action, due.Module))
            .Select(same => new Measurement<long>(
                same.Sum(due => due.Count),
                Tag(TelemetryTags.Action, JsonNamingPolicy.KebabCaseLower.ConvertName(same.Key.Action.ToString())),
                Tag(TelemetryTags.Module, same.Key.Module)
            ));
    }

    private double Age(DateTime? since) => since is { } at ? Math.Max(0, (_time.GetUtcNow().UtcDateTime - at).TotalSeconds) : 0;

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private sealed record State(OutboxCounts Outbox, IReadOnlyList<JobRun> Jobs, IReadOnlyList<RetentionDue> Due);
}
