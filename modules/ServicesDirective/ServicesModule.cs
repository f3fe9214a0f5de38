using Autofac;
using Imi.Modules.Contracts;

namespace Imi.Modules.ServicesDirective;

/// <summary>Registers the rules of Directive 2006/123/EC that definitions cannot express.</summary>
public sealed class ServicesModule : Module
{
    /// <inheritdoc/>
    protected override void Load(ContainerBuilder builder) => builder.RegisterType<MeasuresRequestRule>().As<IActionRule>().InstancePerLifetimeScope();
}
