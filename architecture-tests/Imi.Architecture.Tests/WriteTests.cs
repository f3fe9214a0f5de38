using System.Runtime.CompilerServices;
using Imi.Kernel.Foundation.Persistence;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Imi.Architecture.Tests;

/// <summary>
/// Checks that every write to the database runs in a write transaction, which is repeated after a transient fault: <see cref="ImiDbContext.WriteAsync{T}"/>
/// or one of the methods that are built on it.
/// </summary>
/// <remarks>
/// The rule follows calls in the compiled code, from each write upwards. It stops at functions that are handed to a write transaction. It finds a
/// violation if it reaches a method that nobody calls in the assembly, or that other assemblies can call.
/// </remarks>
public class WriteTests
{
    /// <summary>The methods that run a function in a write transaction, and the records that keep one for them.</summary>
    private static readonly string[] Seams =
    [
        "ImiDbContext.WriteAsync",
        "ImiDbContext.WriteIfAsync",
        "ImiDbContext.WriteOnceAsync",
        "ExchangeTransactions.ChangeAsync",
        "ExchangeTransactions.ChangeAsPlatformAsync",
        "ExchangeTransactions.CreateAsync",
        "ExchangeTransactions.RunAsync",
        "ExchangeTransactions.ChangeUnseenAsync",
        "AttentionService.ChangeAsync",
        "BlockedDataRequestService.ChangeAsync",
        "RetentionWarningService.TryAsync",
        "SubjectRequestService.ChangeAsync",
        "OwnAccountService.ChangeAsync",
        "RegistrationService.KeepAsync",
        "ImportBatch..ctor",
    ];

    private static readonly string[] Writes = ["ExecuteUpdateAsync", "ExecuteDeleteAsync", "SaveChangesAsync"];

    /// <summary>Writes outside a transaction, for the reason that a comment there gives.</summary>
    private static readonly string[] Exceptions = ["JobRunService.ProbeWritingAsync"];

    [Fact]
    public void Every_write_runs_in_a_write_transaction() => Assert.Equal([], Outside(typeof(ImiDbContext), "Imi.Kernel.").Except(Exceptions));

    [Fact]
    public void The_exceptions_still_write() => Assert.Empty(Exceptions.Except(Outside(typeof(ImiDbContext), "Imi.Kernel.")));

    [Fact]
    public void A_planted_write_outside_a_transaction_is_found() =>
        Assert.Equal(["Sweeper.SweepAsync", "Sweeper.TidyAsync"], Outside(typeof(Planted.Sweeper), "Planted.").Order());

    private static IEnumerable<string> Outside(Type inAssemblyOf, string prefix)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(inAssemblyOf.Assembly.Location);
        var methods = assembly
            .MainModule.GetTypes()
            .Where(type => TopOf(type).FullName.StartsWith(prefix, StringComparison.Ordinal))
            .SelectMany(type => type.Methods)
            .Where(method => method.HasBody)
            .ToList();
        var owners = methods.ToDictionary(method => method, OwnerOf);
        var implementations = Implementations(methods);
        var contracts = implementations.Values.SelectMany(one => one).ToHashSet(StringComparer.Ordinal);
        var callers = new Dictionary<string, HashSet<MethodDefinition>>(StringComparer.Ordinal);
        var guarded = new HashSet<string>(StringComparer.Ordinal);
        var writing = new Queue<MethodDefinition>();
        foreach (var method in methods)
        {
            var owner = owners[method];
            var handedOver = HandedToTransactions(method);
            foreach (var used in method.Body.Instructions.Select(one => one.Operand).OfType<MethodReference>())
            {
                if (
                    Writes.Contains(used.Name)
                    && used.DeclaringType.Namespace.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) | IsContext(used)
                )
                    writing.Enqueue(owner);
                var target = NameOf(used);
                foreach (var called in implementations.GetValueOrDefault(target, []).Append(target))
                {
                    if (handedOver.Contains(target))
                        guarded.Add(called);
                    else if (called != owner.FullName)
                        (callers.TryGetValue(called, out var known) ? known : callers[called] = []).Add(owner);
                }
            }
        }

        var seen = new HashSet<MethodDefinition>();
        while (writing.TryDequeue(out var method))
        {
            if (!seen.Add(method) || IsChecked(method))
                continue;
            var above = callers.GetValueOrDefault(method.FullName, []);
            var isReachable = method.IsPublic && IsVisible(method.DeclaringType) && !method.IsConstructor && !contracts.Contains(method.FullName);
            if (isReachable || (above.Count == 0 && !guarded.Contains(method.FullName)))
                yield return $"{method.DeclaringType.Name}.{method.Name}";
            foreach (var caller in above)
                writing.Enqueue(caller);
        }
    }

    /// <summary>The functions that a method hands to a write transaction: the next call after the function is created takes it.</summary>
    private static HashSet<string> HandedToTransactions(MethodDefinition method)
    {
        var handed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var instruction in method.Body.Instructions.Where(one => one.OpCode == OpCodes.Ldftn))
        {
            var taker = instruction.Next?.Next;
            while (taker is not null && !(taker.Operand is MethodReference called && TakesFunction(called) && taker.OpCode != OpCodes.Ldftn))
                taker = taker.Next;
            if (taker?.Operand is MethodReference seam && Seams.Contains($"{seam.DeclaringType.Name}.{seam.Name}"))
                handed.Add(NameOf((MethodReference)instruction.Operand));
        }

        return handed;
    }

    private static bool TakesFunction(MethodReference method) =>
        method.Parameters.Any(parameter => parameter.ParameterType.Name.StartsWith("Func`", StringComparison.Ordinal))
        && !method.DeclaringType.Namespace.StartsWith("System", StringComparison.Ordinal);

    /// <summary>The full name of a method as it is declared, without the types of generic arguments.</summary>
    private static string NameOf(MethodReference method) =>
        method.DeclaringType.Scope is ModuleDefinition && method.Resolve() is { } declared ? declared.FullName : method.GetElementMethod().FullName;

    private static bool IsContext(MethodReference method) => method.DeclaringType.Name == nameof(ImiDbContext);

    /// <summary>Whether a method itself refuses to run without a transaction.</summary>
    private static bool IsChecked(MethodDefinition method) =>
        method.DeclaringType.Name == nameof(ImiDbContext)
        || BodiesOf(method).SelectMany(body => body.Instructions).Any(one => one.Operand is MethodReference { Name: "get_CurrentTransaction" });

    private static IEnumerable<MethodBody> BodiesOf(MethodDefinition method)
    {
        yield return method.Body;
        if (MachineOf(method)?.Methods.FirstOrDefault(one => one.Name == "MoveNext") is { } moves)
            yield return moves.Body;
    }

    /// <summary>The state machine of an asynchronous method; null if it has none.</summary>
    private static TypeDefinition? MachineOf(MethodDefinition method) =>
        method
            .CustomAttributes.FirstOrDefault(one => one.AttributeType.Name is nameof(AsyncStateMachineAttribute) or nameof(AsyncIteratorStateMachineAttribute))
            ?.ConstructorArguments[0]
            .Value
            is TypeReference machine
            ? machine.Resolve()
            : null;

    /// <summary>The method whose source a compiled method comes from: of a state machine, its asynchronous method.</summary>
    private static MethodDefinition OwnerOf(MethodDefinition method) =>
        method.Name == "MoveNext" && method.DeclaringType.DeclaringType is { } outer
            ? outer.Methods.FirstOrDefault(one => MachineOf(one) == method.DeclaringType) ?? method
            : method;

    /// <summary>The methods that implement each method of an interface of the same assembly.</summary>
    private static Dictionary<string, List<string>> Implementations(IEnumerable<MethodDefinition> methods) =>
        (
            from method in methods
            where method.IsVirtual
            from contract in method.DeclaringType.Interfaces.Select(one => one.InterfaceType.Resolve())
            where contract.Module == method.Module
            from declared in contract.Methods
            where declared.Name == method.Name && declared.Parameters.Count == method.Parameters.Count
            select (declared.FullName, method.FullName)
        )
            .GroupBy(one => one.Item1, one => one.Item2, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);

    private static bool IsVisible(TypeDefinition type) => type.IsPublic || (type.IsNestedPublic && IsVisible(type.DeclaringType));

    private static TypeDefinition TopOf(TypeDefinition type) => type.DeclaringType is { } outer ? TopOf(outer) : type;
}
