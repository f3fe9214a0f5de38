using ArchUnitNET.Domain;

namespace Imi.Architecture.Tests;

/// <summary>Checks that types get their dependencies by constructor injection and do not fetch them from a container.</summary>
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

    /// <summary>The hosts, and the classes in which the kernel and the connectors register their own services.</summary>
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
        "Imi.Connectors.Translation.EngineClients",
    ];

    /// <summary>The types that may use a container, each with the reason: they compose services or cannot use constructor injection.</summary>
    private static readonly IReadOnlyDictionary<string, string> Allowed = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Imi.Kernel.KernelRegistration"] = "creates types with internal constructors",
        ["Imi.Connectors.ConnectorRegistration"] = "creates a translation engine for each setting",
        ["Imi.Kernel.Definitions.Modules.ModuleRule"] = "uses the container of the modules",
        ["Imi.Kernel.Exchanges.AccessLog"] = "lives longer than a database context and opens a scope for each transaction",
        ["Imi.Hosting."] = "composes the services",
        ["Imi.Cli."] = "opens a scope for each command",
        ["Imi.Kernel.Foundation.Persistence.ImiDbContext"] = "created by Entity Framework, also without a host; its services are optional",
        ["Imi.Web.Hosting.ExclusiveJobRunner"] = "records the state of a job in a separate scope",
        ["Imi.Kernel.Definitions.Modules.ModuleCatalogue"] = "lives longer than a database context and opens a scope to read stored definitions",
        ["Imi.Web.SignIn.CurrentActor"] = "middleware: a function that the container does not create",
        ["Imi.Web.SignIn.KeepTypedForms"] = "middleware",
        ["Imi.Kernel.Foundation.Vault.KeyRingRegistration"] = "configures Data Protection",
        ["Imi.Kernel.Foundation.Vault.KeyRing.KeyFileDecryptor"] = "created by Data Protection, which passes only the service provider",
        ["Imi.Kernel.Foundation.Vault.KeyProtectionService"] = "creates decryptors of Data Protection, which need the service provider",
        ["Imi.Web.SignIn.LanguageChange"] = "middleware",
        ["Imi.Web.Pages.Shared.PostFormTagHelper"] = "must be public for Razor, but its dependencies are internal",
        ["Imi.Web.Hosting.WebHost"] = "composes the web host",
        ["Imi.Web.Hosting.StateMetrics"] = "lives as long as the host and opens a scope for each reading",
        ["Imi.Web.Hosting.TranslationStart"] = "goes on after the request that began it, in a scope of its own",
        ["Imi.Web.Hosting.SigningAtStop"] = "opens a scope when the host stops",
        ["Imi.Web.Api.ApiCalls"] = "called by the rate limiter",
        ["Imi.Web.Api.ImiApi"] = "an endpoint filter",
        ["Imi.Web.Api.ApiProblems"] = "answers requests whose own services failed",
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
