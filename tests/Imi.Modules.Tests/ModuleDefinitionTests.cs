using Imi.Kernel.Definitions.Modules;

namespace Imi.Modules.Tests;

public class ModuleDefinitionTests
{
    public static TheoryData<string> Folders() =>
        [.. Directory.EnumerateDirectories(Path.Combine(AppContext.BaseDirectory, "modules")).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_bundled_module_is_valid(string folder)
    {
        var result = DefinitionReader.ReadFolder(Path.Combine(AppContext.BaseDirectory, "modules", folder));

        Assert.Equal([], result.Problems.Select(problem => problem.ToString()));
    }
}
