using Autofac;
using Imi.Modules.Contracts;

namespace Imi.Modules.ECommerce;

/// <summary>Registers the rules of Directive 2000/31/EC that definitions cannot express.</summary>
public sealed class ECommerceModule : Module
{
    /// <inheritdoc/>
    protected override void Load(ContainerBuilder builder) => builder.RegisterType<PriorRequestRule>().As<IActionRule>().InstancePerLifetimeScope();
}
