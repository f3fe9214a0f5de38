using Imi.Hosting;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Persistence;
using Imi.SeedData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Web.Tests;

/// <summary>Tests that the demonstration network can be played on any day: weekends and holidays move its dates.</summary>
public sealed class DemonstrationDayTests
{
    [Theory]
    [InlineData("2026-12-01T00:30:00+01:00")]
    [InlineData("2027-01-02T12:00:00+01:00")]
    [InlineData("2027-03-28T23:45:00+02:00")]
    [InlineData("2027-11-30T08:00:00+01:00")]
    public async Task The_demonstration_is_played_completely(string now)
    {
        var folder = Directory.CreateTempSubdirectory("imi-day-").FullName;
        try
        {
            var composition = ImiComposition.Read(
                new ConfigurationBuilder().AddInMemoryCollection([new(DatabaseSettings.DataDirectorySetting, folder)]).Build()
            );
            var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new At(DateTimeOffset.Parse(now, null)));
            await using var platform = composition.AddServices(services).BuildServiceProvider();
            await composition.PrepareAsync(platform, CancellationToken.None);

            await DemonstrationNetwork.SeedAsync(platform, clock => composition.At(platform, clock), CancellationToken.None);

            await using var scope = platform.CreateAsyncScope();
            Assert.NotEqual(0, await scope.ServiceProvider.GetRequiredService<ImiDbContext>().Set<Exchange>().CountAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
    }
}
