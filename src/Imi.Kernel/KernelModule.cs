using System.Reflection;
using Autofac;
using Autofac.Core.Activators.Reflection;
using Imi.Kernel.Access;
using Imi.Kernel.Authoring;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Forms;
using Imi.Kernel.Guidance;
using Imi.Kernel.Modules;
using Imi.Kernel.Texts;

namespace Imi.Kernel;

/// <summary>
/// Registers the kernel. Needs from the host: <c>ImiDbContext</c>, <see cref="TimeProvider"/>, Data Protection, logging,
/// <see cref="ModuleCatalogue"/>. Policy modules' rules come from the catalogue's plugins.
/// </summary>
public sealed class KernelModule(ModuleCatalogue catalogue) : Autofac.Module
{
    private static readonly Type[] Singletons = [typeof(AccessPolicy), typeof(FormEngine), typeof(PlatformTexts), typeof(DefinitionWords), typeof(ModuleDifference), typeof(ProcedureGuide)];

    /// <inheritdoc/>
    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterInstance(catalogue).ExternallyOwned();
        foreach (var singleton in Singletons)
            builder.RegisterType(singleton).AsSelf().SingleInstance();
        foreach (var plugin in catalogue.PluginModules)
            builder.RegisterModule(plugin);

        // A room's front door is public, what it is built from is internal: so are its constructors.
        builder.RegisterAssemblyTypes(ThisAssembly)
            .Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && IsService(type) && !Singletons.Contains(type))
            .FindConstructorsWith(new AnyConstructor())
            .AsSelf()
            .AsImplementedInterfaces()
            .InstancePerLifetimeScope();
    }

    private static bool IsService(Type type) =>
        ServiceSuffixes.Any(suffix => type.Name.EndsWith(suffix, StringComparison.Ordinal));

    private static readonly string[] ServiceSuffixes =
    [
        "Desk", "Directory", "Reader", "Reaction", "Journal", "Vault", "Loader", "Taker", "Book", "Register", "Chronicle", "Transactions", "Splitter", "Store", "Engine",
    ];

    private sealed class AnyConstructor : IConstructorFinder
    {
        public ConstructorInfo[] FindConstructors(Type targetType) =>
            targetType.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
    }
}
