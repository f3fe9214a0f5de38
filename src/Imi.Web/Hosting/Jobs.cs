using System.Reflection;
using Imi.Kernel.Foundation.Jobs;
using Quartz;

namespace Imi.Web.Hosting;

/// <summary>Schedules the background jobs that the rooms bring.</summary>
internal static class Jobs
{
    /// <summary>The time between the first runs of two jobs, and before the first one, so that requests stay fast after a start.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private static readonly MethodInfo Plan = typeof(Jobs).GetMethod(nameof(PlanOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Schedules each registered <see cref="IBackgroundJob"/>; the most frequent one runs first.</summary>
    /// <param name="services">The services of the host, with the jobs.</param>
    /// <param name="settings">The settings of the web host.</param>
    public static IServiceCollection AddImiJobs(this IServiceCollection services, WebSettings settings)
    {
        services.AddHostedService<SigningAtStop>();
        services.AddScoped<ExclusiveJobRunner>();
        List<JobPlan> plans =
        [
            .. services
                .Select(service => service.ServiceType)
                .Where(type => type.IsClass && type.IsAssignableTo(typeof(IBackgroundJob)))
                .Select(job => (JobPlan)Plan.MakeGenericMethod(job).Invoke(null, [settings])!)
                .OrderBy(plan => plan.Interval)
                .ThenBy(plan => plan.Name, StringComparer.Ordinal),
        ];
        services.AddQuartz(quartz =>
        {
            foreach (var (index, plan) in plans.Index())
            {
                services.AddSingleton(plan);
                Schedule(quartz, plan, (index + 1) * Settling);
            }
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    private static JobPlan PlanOf<TJob>(WebSettings settings)
        where TJob : class, IBackgroundJob => new(TJob.Name, settings.JobIntervals.GetValueOrDefault(TJob.Name, TJob.Interval), typeof(ExclusiveJob<TJob>));

    private static void Schedule(IQuartzBuilder quartz, JobPlan plan, TimeSpan after)
    {
        var key = new JobKey(plan.Name);
        quartz.AddJob(plan.JobType, job => job.WithIdentity(key));
        quartz.AddTrigger(trigger =>
            trigger
                .ForJob(key)
                .StartAt(TimeProvider.System.GetUtcNow() + after)
                .WithSimpleSchedule(schedule =>
                    schedule.WithInterval(plan.Interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)
                )
        );
    }
}
