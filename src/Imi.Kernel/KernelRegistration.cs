using System.Reflection;
using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Guidance;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Imi.Kernel;

/// <summary>Registers the services of the kernel.</summary>
public static class KernelRegistration
{
    private static readonly Type[] Singletons =
    [
        typeof(AccessPolicy),
        typeof(FormEngine),
        typeof(PlatformTexts),
        typeof(DefinitionWords),
        typeof(ModuleDifference),
        typeof(ProcedureGuide),
        typeof(ModuleRules),
        typeof(PasswordRules),
        typeof(AccessLog),
    ];

    /// <summary>PBKDF2 with HMAC-SHA-512 and the iterations that OWASP recommends. A password hashed with fewer is rehashed at its next use.</summary>
    private static readonly PasswordHasherOptions Hashing = new() { IterationCount = 210_000 };

    private static readonly string[] ServiceSuffixes =
    [
        "Service",
        "Store",
        "Query",
        "Reader",
        "Directory",
        "Search",
        "Reaction",
        "Journal",
        "Vault",
        "Transactions",
        "Engine",
        "Erasure",
        "Meaning",
        "Policy",
        "Job",
        "Composer",
    ];

    /// <summary>
    /// Registers the kernel. The host registers <c>ImiDbContext</c>, <see cref="TimeProvider"/>, <see cref="AccountSettings"/>, Data Protection and
    /// logging.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="catalogue">Loads the policy modules; called when the first service needs them.</param>
    public static IServiceCollection AddImiKernel(this IServiceCollection services, Func<ModuleCatalogue> catalogue)
    {
        services.AddSingleton(_ => catalogue());
        foreach (var singleton in Singletons)
            services.AddSingleton(singleton);
        // The hasher itself is not registered, so that no service bypasses the queue.
        services.AddSingleton(_ => new PasswordHashingQueue(new PasswordHasher<Credential>(Options.Create(Hashing))));
        services.AddScoped<ModuleRuleScope>();
        return services.AddServicesOf(typeof(KernelRegistration).Assembly);
    }

    /// <summary>Registers the services of an assembly by the endings of their names, also as the contracts that they implement.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="assembly">The assembly.</param>
    public static IServiceCollection AddServicesOf(this IServiceCollection services, Assembly assembly) =>
        services.Scan(scan =>
            scan.FromAssemblies(assembly)
                .AddClasses(classes => classes.Where(IsService), publicOnly: false)
                .AsSelfWithInterfaces(contract => contract.Namespace?.StartsWith("Imi.", StringComparison.Ordinal) == true)
                .WithScopedLifetime()
        );

    /// <summary>A service is named after its role. Records are data, whatever their names.</summary>
    private static bool IsService(Type type) =>
        !type.IsNested
        && !Singletons.Contains(type)
        && type.GetMethod("<Clone>$") is null
        && ServiceSuffixes.Any(suffix => type.Name.EndsWith(suffix, StringComparison.Ordinal));
}
