using Imi.Hosting;
using Imi.Kernel;
using Imi.Kernel.Foundation.Jobs;
using Imi.Testing;
using Imi.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Imi.Web.Tests;

/// <summary>The host schedules every job that it finds.</summary>
public sealed class JobTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_job_class_runs_without_another_change_and_one_that_fails_stops_no_other()
    {
        var folder = Directory.CreateTempSubdirectory("imi-jobs-").FullName;
        try
        {
            var builder = Host.CreateApplicationBuilder(
                new HostApplicationBuilderSettings { EnvironmentName = "Testing", Args = [$"--Imi:DataDirectory={folder}"] }
            );
            var composition = ImiComposition.Read(builder.Configuration);
            composition.AddServices(builder.Services);
            builder.Services.AddServicesOf(typeof(JobTests).Assembly);
            builder.Services.AddImiJobs(WebSettings.Read(builder.Configuration, new TestEnvironment()));
            using var host = builder.Build();
            await composition.PrepareAsync(host.Services, CancellationToken.None);
            await host.StartAsync();

            await Eventually.TrueAsync(Patience, async () => (await RunsAsync()).Count(run => run.SucceededAt is not null) > 1, () => "No job succeeded.");
            var runs = await RunsAsync();
            Assert.Equal("InvalidOperationException", Assert.Single(runs, run => run.Name == FailingJob.Name).Message);
            Assert.NotNull(Assert.Single(runs, run => run.Name == PlantedJob.Name).SucceededAt);
            await host.StopAsync();

            async Task<IReadOnlyList<JobRun>> RunsAsync()
            {
                await using var scope = host.Services.CreateAsyncScope();
                return await scope.ServiceProvider.GetRequiredService<JobRunService>().ListAsync(CancellationToken.None);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_settings_change_intervals_and_every_job_has_a_name_of_its_own()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Imi:Mail:IntervalSeconds", "7"), new("Imi:Journal:SigningMinutes", "5")])
            .Build();
        var services = new ServiceCollection();
        ImiComposition.Read(configuration).AddServices(services).AddImiJobs(WebSettings.Read(configuration, new TestEnvironment()));
        using var provider = services.BuildServiceProvider();
        var plans = provider.GetServices<JobPlan>().ToDictionary(plan => plan.Name, plan => plan.Interval, StringComparer.Ordinal);
        Assert.Equal((TimeSpan.FromSeconds(7), TimeSpan.FromMinutes(5)), (plans["mail"], plans["signing"]));
        Assert.Equal(TimeSpan.FromHours(12), plans["reply-times"]);
        Assert.Contains("upgrade-backup", plans.Keys);
    }

    private sealed class TestEnvironment : Microsoft.Extensions.Hosting.IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Testing";

        public string ApplicationName { get; set; } = "Imi.Web";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } =
            new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}

/// <summary>A job as a feature brings it: nothing else names this class.</summary>
internal sealed class PlantedJob : IBackgroundJob
{
    public static string Name => "planted";

    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(2);

    public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>A job that always fails; it runs before all others.</summary>
internal sealed class FailingJob : IBackgroundJob
{
    public static string Name => "failing";

    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    public Task RunAsync(CancellationToken cancellationToken) => throw new InvalidOperationException();
}
