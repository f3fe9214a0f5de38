using Autofac;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

// Deliberate violations that the rules must find. Nothing here is used.
namespace Planted
{
    public class Entity
    {
        public string Name { get; set; } = "";
    }

    public static class ClockReader
    {
#pragma warning disable RS0030 // The architecture test must find what the analyzer also forbids.
        public static DateTime Read() => DateTime.UtcNow;
#pragma warning restore RS0030
    }

    public static class PasswordGuesser
    {
        public static bool Guess(IPasswordHasher<Entity> hasher, string hash) =>
            hasher.VerifyHashedPassword(new Entity(), hash, "guess") == PasswordVerificationResult.Success;
    }

    public class Sweeper(ImiDbContext database)
    {
        public Task<int> SweepAsync(CancellationToken cancellationToken) => RemoveAsync(cancellationToken);

        public async Task TidyAsync(CancellationToken cancellationToken) => await database.Set<Entity>().ExecuteDeleteAsync(cancellationToken);

        public Task<int> EraseAsync(CancellationToken cancellationToken) =>
            database.WriteAsync(async stop => await RemoveAsync(stop) + await database.SaveChangesAsync(stop), cancellationToken);

        private Task<int> RemoveAsync(CancellationToken cancellationToken) => database.Set<Entity>().ExecuteDeleteAsync(cancellationToken);
    }

    public static class Waiting
    {
        public static Task ForeverAsync() => Task.Delay(-1);

        public static ValueTask<int> CountAsync() => ValueTask.FromResult(1);

        public static IAsyncEnumerable<int> PagesAsync() => AsyncEnumerable.Empty<int>();
    }

    public static class Locator
    {
        public static object Fetch(IServiceProvider services) => services.GetRequiredService<Entity>();
    }

    public static class ScopeOpener
    {
        public static async Task<string?> OpenAsync(ILifetimeScope parts, CancellationToken cancellationToken)
        {
            await Task.Delay(1, cancellationToken);
            await using var scope = parts.BeginLifetimeScope();
            return scope.ToString();
        }
    }

    public static class Composer
    {
        public static void Compose(ContainerBuilder parts) => parts.RegisterType<Entity>();
    }
}

namespace Planted.House.Lower
{
    public class Cellar
    {
        public Upper.AtticLoader? Loader { get; init; }
    }

    public class Counter(ImiDbContext database)
    {
        public bool HasChanges => database.ChangeTracker.HasChanges();
    }
}

namespace Planted.House.Upper
{
    public class AtticLoader
    {
        public int Steps { get; init; }
    }
}

namespace Planted.Walls.Hall
{
    public class Guest
    {
        public Kitchen.Drawer.Knife? Knife { get; init; }
    }
}

namespace Planted.Walls.Kitchen.Drawer
{
    public class Knife
    {
        public int Length { get; init; }
    }
}
