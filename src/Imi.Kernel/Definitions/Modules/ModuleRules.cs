using Autofac;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>
/// The rules of the modules' assemblies, in a container of their own. They cannot replace services of the platform, and get only the time from it.
/// </summary>
public sealed class ModuleRules : IAsyncDisposable
{
    private readonly Lazy<IContainer> _container;

    public ModuleRules(ModuleCatalogue catalogue, TimeProvider time) =>
        _container = new Lazy<IContainer>(() =>
        {
            var builder = new ContainerBuilder();
            builder.RegisterInstance(time).ExternallyOwned();
            foreach (var plugin in catalogue.PluginModules)
                builder.RegisterModule(plugin);
            return builder.Build();
        });

    /// <summary>Begins a lifetime scope for the rules.</summary>
    internal ILifetimeScope Begin() => _container.Value.BeginLifetimeScope();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _container.IsValueCreated ? _container.Value.DisposeAsync() : ValueTask.CompletedTask;
}
