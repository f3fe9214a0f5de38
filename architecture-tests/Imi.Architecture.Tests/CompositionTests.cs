using ArchUnitNET.Domain;

namespace Imi.Architecture.Tests;

/// <summary>Parts are handed to whoever needs them; nobody fetches them.</summary>
public class CompositionTests
{
    private static readonly string[] Locators =
    [
        "Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions",
        "Microsoft.Extensions.DependencyInjection.IServiceScopeFactory",
        "Autofac.ResolutionExtensions",
        "Autofac.ILifetimeScope",
        "Autofac.IComponentContext",
        "System.IServiceProvider",
    ];

    private static readonly string[] Containers =
    [
        "Autofac.ContainerBuilder",
        "Microsoft.Extensions.DependencyInjection.IServiceCollection",
        "Microsoft.Extensions.DependencyInjection.ServiceCollection",
    ];

    /// <summary>The hosts, and the lists of their own parts that the kernel and the connectors hand to them.</summary>
    private static readonly string[] Composers =
    [
        "Imi.Hosting.",
        "Imi.Web.Hosting.",
        "Imi.Web.Api.",
        "Imi.Cli.",
        "Imi.Kernel.KernelRegistration",
        "Imi.Kernel.Definitions.Modules.ModuleRules",
        "Imi.Kernel.Foundation.Persistence.PersistenceRegistration",
        "Imi.Kernel.Foundation.Vault.KeyRingRegistration",
        "Imi.Connectors.ConnectorRegistration",
    ];

    /// <summary>Where something is put together, or where nobody can hand anything in.</summary>
    private static readonly IReadOnlyDictionary<string, string> Allowed = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Imi.Kernel.KernelRegistration"] = "builds what has internal constructors",
        ["Imi.Kernel.Definitions.Modules.ModuleRule"] = "the modules' own container",
        ["Imi.Hosting."] = "puts the parts together",
        ["Imi.Cli."] = "a verb opens the scope that it works in",
        ["Imi.Kernel.Foundation.Persistence.ImiDbContext"] = "Entity Framework makes it, also without a host: what it needs is optional",
        ["Imi.Web.Hosting.ExclusiveJobRunner"] = "notes how a job fares in a scope of its own",
        ["Imi.Kernel.Definitions.Modules.ModuleCatalogue"] = "lives longer than a database context and opens a scope to read stored definitions",
        ["Imi.Web.SignIn.CurrentActor"] = "middleware: a function, not built by the container",
        ["Imi.Web.SignIn.KeepTypedForms"] = "middleware",
        ["Imi.Kernel.Foundation.Vault.KeyRingRegistration"] = "puts Data Protection together",
        ["Imi.Kernel.Foundation.Vault.KeyRing.KeyFileDecryptor"] = "made by Data Protection, which hands in the provider alone",
        ["Imi.Kernel.Foundation.Vault.KeyProtectionService"] = "makes Data Protection's own decryptors, which take the provider",
        ["Imi.Web.SignIn.LanguageChange"] = "middleware",
        ["Imi.Web.Pages.Shared.PostFormTagHelper"] = "public, because Razor asks for it; what it needs is internal",
        ["Imi.Web.Hosting.WebHost"] = "puts the web host together",
        ["Imi.Web.Hosting.StateMetrics"] = "lives as long as the host and opens a scope for each reading",
        ["Imi.Web.Hosting.SigningAtStop"] = "opens a scope when the host stops",
        ["Imi.Web.Api.ApiCalls"] = "what the rate limiter calls",
        ["Imi.Web.Api.ImiApi"] = "an endpoint filter",
        ["Imi.Web.Api.ApiProblems"] = "answers for a request whose own parts failed",
    };

    [Fact]
    public void Nothing_uses_a_service_locator() => Assert.Equal([], Fetching("Imi.").Where(type => !IsAllowed(type)));

    [Fact]
    public void A_planted_service_locator_is_found() => Assert.Equal(["Planted.Locator", "Planted.ScopeOpener"], Fetching("Planted.").Order());

    [Fact]
    public void Only_the_hosts_register_services() =>
        Assert.Equal([], Using(Containers, "Imi.").Where(type => !Composers.Any(name => type.StartsWith(name, StringComparison.Ordinal))));

    [Fact]
    public void A_planted_registration_is_found() => Assert.Equal(["Planted.Composer"], Using(Containers, "Planted."));

    [Fact]
    public void Every_exception_is_still_needed()
    {
        var fetching = Fetching("Imi.").ToList();
        Assert.Equal([], Allowed.Keys.Where(name => !fetching.Exists(type => type.StartsWith(name, StringComparison.Ordinal))));
    }

    private static bool IsAllowed(string type) => Allowed.Keys.Any(name => type.StartsWith(name, StringComparison.Ordinal));

    private static IEnumerable<string> Fetching(string prefix) => Using(Locators, prefix);

    private static IEnumerable<string> Using(string[] forbidden, string prefix) =>
        House
            .Architecture.Types.Where(type =>
                type.FullName.StartsWith(prefix, StringComparison.Ordinal) && !type.FullName.StartsWith("Imi.Architecture.", StringComparison.Ordinal)
            )
            .Where(type => type.Dependencies.Any(dependency => forbidden.Contains(dependency.Target.FullName)))
            .Select(type => type.FullName.Split('+', '/')[0])
            .Where(name => !name.Contains('<', StringComparison.Ordinal))
            .Distinct();
}
