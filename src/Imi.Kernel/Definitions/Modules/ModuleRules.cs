using Autofac;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>
/// The rules that the modules' assemblies bring, in a container of the modules' own: what they register replaces nothing of the
/// platform, and they are handed the time and what their contracts promise, nothing else of it.
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

    /// <summary>Begins a piece of work in which each rule lives once.</summary>
    internal ILifetimeScope Begin() => _container.Value.BeginLifetimeScope();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _container.IsValueCreated ? _container.Value.DisposeAsync() : ValueTask.CompletedTask;
}

/// <summary>The rules for one piece of work, made when it first asks for them.</summary>
public sealed class ModuleRuleScope(ModuleRules rules) : IAsyncDisposable, IDisposable
{
    private ILifetimeScope? _scope;

    /// <summary>The rules that stand before an action.</summary>
    /// <param name="procedure">The procedure with its module.</param>
    /// <param name="action">The action.</param>
    internal IEnumerable<IActionRule> Before(string procedure, string action) =>
        (_scope ??= rules.Begin()).Resolve<IEnumerable<IActionRule>>().Where(rule => rule.Procedure == procedure && rule.Actions.Contains(action));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _scope?.Dispose();
}
