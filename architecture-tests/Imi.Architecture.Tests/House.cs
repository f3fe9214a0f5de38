using System.Reflection;
using ArchUnitNET.Loader;

namespace Imi.Architecture.Tests;

/// <summary>The code that the rules check: the built assemblies, the project files and the sources.</summary>
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

    /// <summary>The built assemblies, together with the deliberate violations in this project.</summary>
    public static ArchUnitNET.Domain.Architecture Architecture { get; } = new ArchLoader().LoadAssemblies([.. Assemblies, typeof(House).Assembly]).Build();

    /// <summary>Returns the path of a file or folder of the repository.</summary>
    public static string Folder(params string[] below)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Imi.Platform.sln")))
                return Path.Combine([folder.FullName, .. below]);
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }

    /// <summary>Returns the project files below a folder with their paths in the repository.</summary>
    public static IEnumerable<(string Path, string Text)> Projects(string folder) => Sources(folder, ".csproj");

    /// <summary>Returns the files below a folder with one of the endings, except build output and libraries.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder, params string[] endings) =>
        Directory
            .EnumerateFiles(Folder(folder), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder(), path).Replace('\\', '/'))
            .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin" or "lib" or "node_modules"))
            .Select(path => (path, File.ReadAllText(Folder(path))));
}
