using ArchUnitNET.Domain;

namespace Imi.Architecture.Tests;

/// <summary>Parts are handed to whoever needs them; nobody fetches them.</summary>
public class CompositionTests
{
    private static readonly string[] Locators =
    [
        "Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions", "Microsoft.Extensions.DependencyInjection.IServiceScopeFactory",
        "Autofac.ResolutionExtensions", "System.IServiceProvider",
    ];

    /// <summary>Where something is put together, or where nobody can hand anything in.</summary>
    private static readonly IReadOnlyDictionary<string, string> Allowed = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Imi.Hosting."] = "puts the parts together",
        ["Imi.Cli."] = "a verb opens the scope that it works in",
        ["Imi.Kernel.Modules.ModuleCatalogue"] = "lives longer than a database context and opens a scope to read stored definitions",
        ["Imi.Web.SignIn.CurrentActor"] = "middleware: a function, not built by the container",
        ["Imi.Web.SignIn.KeepTypedForms"] = "middleware",
        ["Imi.Web.Api.ImiApi"] = "an endpoint filter",
        ["Imi.Web.Api.ApiProblems"] = "answers for a request whose own parts failed",
    };

    [Fact]
    public void Only_the_hosts_compose_and_nothing_uses_a_service_locator() => Assert.Equal([], Fetching("Imi.").Where(type => !IsAllowed(type)));

    [Fact]
    public void A_planted_service_locator_is_found() => Assert.Equal(["Planted.Locator"], Fetching("Planted."));

    [Fact]
    public void Every_exception_is_still_needed()
    {
        var fetching = Fetching("Imi.").ToList();
        Assert.Equal([], Allowed.Keys.Where(name => !fetching.Exists(type => type.StartsWith(name, StringComparison.Ordinal))));
    }

    private static bool IsAllowed(string type) => Allowed.Keys.Any(name => type.StartsWith(name, StringComparison.Ordinal));

    private static IEnumerable<string> Fetching(string prefix) => House.Architecture.Types
        .Where(type => type.FullName.StartsWith(prefix, StringComparison.Ordinal) && !type.FullName.StartsWith("Imi.Architecture.", StringComparison.Ordinal))
        .Where(type => type.Dependencies.Any(dependency => Locators.Contains(dependency.Target.FullName)))
        .Select(type => type.FullName.Split('+', '/')[0])
        .Where(name => !name.Contains('<', StringComparison.Ordinal))
        .Distinct();
}
