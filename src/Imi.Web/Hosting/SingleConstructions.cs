using Autofac;
using Autofac.Extensions.DependencyInjection;

namespace Imi.Web.Hosting;

/// <summary>
/// Builds the container without compiling constructors that run once. Autofac compiles each constructor that it knows of when the
/// container is built; for the framework's singletons, many of which an installation never asks for, that was a third of a start.
/// </summary>
internal sealed class SingleConstructions(Action<ContainerBuilder> configure) : IServiceProviderFactory<ContainerBuilder>
{
    private readonly AutofacServiceProviderFactory _autofac = new(configure);

    /// <inheritdoc/>
    public ContainerBuilder CreateBuilder(IServiceCollection services)
    {
        for (var index = 0; index < services.Count; index++)
        {
            if (services[index] is { Lifetime: ServiceLifetime.Singleton, IsKeyedService: false, ImplementationType: { IsGenericTypeDefinition: false } type } service
                && type.GetConstructors().Length == 1)
            {
                services[index] = ServiceDescriptor.Singleton(service.ServiceType, provider => ActivatorUtilities.CreateInstance(provider, type));
            }
        }

        return _autofac.CreateBuilder(services);
    }

    /// <inheritdoc/>
    public IServiceProvider CreateServiceProvider(ContainerBuilder containerBuilder) => _autofac.CreateServiceProvider(containerBuilder);
}
