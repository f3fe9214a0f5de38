using System.Reflection;
using ArchUnitNET.Loader;

namespace Imi.Architecture.Tests;

/// <summary>What the rules look at: the built assemblies, and the sources where a rule is about words or projects.</summary>
internal static class House
{
    /// <summary>The assemblies of <c>src</c>, loaded once.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        typeof(Kernel.KernelRegistration).Assembly,
        typeof(Modules.Contracts.Answers).Assembly,
        typeof(Hosting.ImiComposition).Assembly,
        .. new[] { "Imi.Web", "imi", "Imi.Connectors", "Imi.Kernel.Sqlite", "Imi.Kernel.PostgreSql", "Imi.Kernel.SqlServer" }.Select(Assembly.Load),
    ];

    /// <summary>The built house and, beside it, what this project plants to see the rules fail.</summary>
    public static ArchUnitNET.Domain.Architecture Architecture { get; } = new ArchLoader().LoadAssemblies([.. Assemblies, typeof(House).Assembly]).Build();

    /// <summary>A file or folder of the repository.</summary>
    public static string Folder(params string[] below)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Imi.Platform.sln")))
                return Path.Combine([folder.FullName, .. below]);
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }

    /// <summary>The project files below a folder, by their paths in the repository.</summary>
    public static IEnumerable<(string Path, string Text)> Projects(string folder) => Sources(folder, ".csproj");

    /// <summary>The files below a folder with one of the endings, what is built left out.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder, params string[] endings) =>
        Directory
            .EnumerateFiles(Folder(folder), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder(), path).Replace('\\', '/'))
            .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin" or "lib" or "node_modules"))
            .Select(path => (path, File.ReadAllText(Folder(path))));
}
