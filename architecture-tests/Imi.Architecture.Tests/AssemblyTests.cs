using System.Reflection;

namespace Imi.Architecture.Tests;

/// <summary>Checks the references of the built assemblies, because project files do not show transitive packages.</summary>
public class AssemblyTests
{
    private const string Contracts = "Imi.Modules.Contracts";
    private static readonly Assembly Planted = typeof(AssemblyTests).Assembly;

    [Fact]
    public void A_built_policy_module_references_no_platform_assembly_but_the_contracts()
    {
        var built = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "modules"), "Imi.Modules.*.dll", SearchOption.AllDirectories);
        Assert.Equal(House.Projects("modules").Count(), built.Length);
        Assert.Empty(built.SelectMany(path => Known(Assembly.LoadFrom(path), IsTabooForModules)));
    }

    [Fact]
    public void A_planted_reference_to_the_kernel_is_found() => Assert.Contains("Imi.Kernel", Known(Planted, IsTabooForModules));

    [Fact]
    public void The_built_contracts_reference_only_the_runtime() => Assert.Empty(Known(typeof(Modules.Contracts.Answers).Assembly, IsTabooForContracts));

    [Fact]
    public void A_planted_reference_beyond_the_runtime_is_found() => Assert.Contains("Autofac", Known(Planted, IsTabooForContracts));

    [Fact]
    public void The_built_kernel_references_no_web_framework_and_no_database_provider() =>
        Assert.Empty(Known(typeof(Kernel.KernelRegistration).Assembly, IsTabooForKernel));

    [Fact]
    public void A_planted_reference_to_HTTP_abstractions_is_found() =>
        Assert.Contains("Microsoft.AspNetCore.Http.Abstractions", Known(Planted, IsTabooForKernel));

    private static IEnumerable<string> Known(Assembly assembly, Func<string, bool> isTaboo) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Where(isTaboo);

    private static bool IsTabooForModules(string name) => name != Contracts && IsOneOf(name, "Imi.", "imi");

    private static bool IsTabooForContracts(string name) => !IsOneOf(name, "System.", "netstandard");

    /// <summary>The kernel needs only Data Protection, for the key ring, from ASP.NET Core.</summary>
    private static bool IsTabooForKernel(string name) =>
        name != Contracts
        && !IsOneOf(name, "Microsoft.AspNetCore.DataProtection")
        && IsOneOf(name, "Imi.", "Microsoft.AspNetCore.", "Microsoft.EntityFrameworkCore.Sql", "Microsoft.Data.", "Npgsql", "MailKit", "Quartz");

    private static bool IsOneOf(string name, params string[] beginnings) => beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal));
}
