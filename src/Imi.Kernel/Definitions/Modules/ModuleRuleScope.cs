using Autofac;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>The rules in one lifetime scope, created at first use.</summary>
public sealed class ModuleRuleScope(ModuleRules rules) : IAsyncDisposable, IDisposable
{
    private ILifetimeScope? _scope;

    /// <summary>Returns the rules that must allow an action before it is taken.</summary>
    /// <param name="procedure">The full name of the procedure: <c>MODULE/PROCEDURE</c>.</param>
    /// <param name="action">The action.</param>
    internal IEnumerable<IActionRule> Before(string procedure, string action) =>
        (_scope ??= rules.Begin()).Resolve<IEnumerable<IActionRule>>().Where(rule => rule.Procedure == procedure && rule.Actions.Contains(action));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _scope?.Dispose();
}
