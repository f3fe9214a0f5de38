using Autofac;
using Imi.Modules.Contracts;

namespace Imi.Modules.ECommerce;

/// <summary>Registers what definitions cannot express of Directive 2000/31/EC.</summary>
public sealed class ECommerceModule : Module
{
    /// <inheritdoc/>
    protected override void Load(ContainerBuilder builder) => builder.RegisterType<PriorRequestRule>().As<IActionRule>().InstancePerLifetimeScope();
}
