using System.Reflection;
using System.Runtime.CompilerServices;
using ArchUnitNET.Domain.Dependencies;
using Imi.Kernel.Foundation.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Imi.Architecture.Tests;

/// <summary>Checks conventions for entities, time and cancellation.</summary>
public class ConventionTests
{
    private static readonly string[] Clocks = ["System.DateTime", "System.DateTimeOffset"];

    [Fact]
    public void Entities_have_no_public_setters() => Assert.Empty(PublicSetters(Entities()));

    [Fact]
    public void A_planted_public_setter_is_found() => Assert.Equal(["Entity.Name"], PublicSetters([typeof(Planted.Entity)]));

    [Fact]
    public void No_type_reads_the_system_clock() => Assert.Empty(ClockReaders("Imi."));

    [Fact]
    public void A_planted_clock_reader_is_found() => Assert.Equal(["Planted.ClockReader"], ClockReaders("Planted."));

    [Fact]
    public void Every_asynchronous_method_can_be_cancelled() => Assert.Empty(WithoutCancellation(House.Assemblies.SelectMany(assembly => assembly.GetTypes())));

    [Fact]
    public void A_planted_method_without_cancellation_is_found() =>
        Assert.Equal(["Waiting.ForeverAsync", "Waiting.CountAsync", "Waiting.PagesAsync"], WithoutCancellation([typeof(Planted.Waiting)]));

    private static IEnumerable<Type> Entities() =>
        from mapping in typeof(ImiDbContext).Assembly.GetTypes()
        from contract in mapping.GetInterfaces()
        where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IEntityTypeConfiguration<>)
        let entity = contract.GetGenericArguments()[0]
        where entity.Namespace!.StartsWith("Imi.", StringComparison.Ordinal)
        select entity;

    private static IEnumerable<string> PublicSetters(IEnumerable<Type> types) =>
        from type in types
        from property in type.GetProperties()
        where property.SetMethod is { IsPublic: true } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
        select $"{type.Name}.{property.Name}";

    private static IEnumerable<string> ClockReaders(string prefix) =>
        House
            .Architecture.Types.Where(type =>
                type.FullName.StartsWith(prefix, StringComparison.Ordinal) && !type.FullName.StartsWith("Imi.Architecture.", StringComparison.Ordinal)
            )
            .Where(type =>
                type.Dependencies.OfType<MethodCallDependency>()
                    .Any(call =>
                        Clocks.Contains(call.Target.FullName)
                        && (
                            call.TargetMember.Name.StartsWith("get_Now", StringComparison.Ordinal)
                            || call.TargetMember.Name.StartsWith("get_UtcNow", StringComparison.Ordinal)
                        )
                    )
            )
            .Select(type => type.FullName)
            .Distinct();

    private static IEnumerable<string> WithoutCancellation(IEnumerable<Type> types) =>
        from type in types
        where !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.Contains('<', StringComparison.Ordinal)
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where IsAwaited(method.ReturnType)
        where method.GetBaseDefinition() == method && !IsOfAnInterface(type, method)
        where !method.GetParameters().Any(parameter => CanEnd(parameter.ParameterType))
        select $"{type.Name}.{method.Name}";

    private static bool IsAwaited(Type type) =>
        typeof(Task).IsAssignableFrom(type)
        || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ValueTask<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    /// <summary>Whether a parameter makes cancellation possible: a token or an HTTP request. An entry point with arguments needs none.</summary>
    private static bool CanEnd(Type parameter) =>
        parameter == typeof(CancellationToken)
        || parameter == typeof(string[])
        || parameter == typeof(HttpContext)
        || parameter.GetProperty("HttpContext") is not null;

    private static bool IsOfAnInterface(Type type, MethodInfo method) =>
        !type.IsInterface && type.GetInterfaces().Any(contract => type.GetInterfaceMap(contract).TargetMethods.Contains(method));
}
