using System.Xml.Linq;

namespace Imi.Architecture.Tests;

/// <summary>Checks the references between projects and to packages.</summary>
public class ProjectTests
{
    private const string Contracts = "Imi.Modules.Contracts";

    [Fact]
    public void A_policy_module_references_no_platform_project_but_the_contracts() =>
        Assert.Empty(House.Projects("modules").SelectMany(project => ReferencesBesides(project, name => name == Contracts)));

    [Fact]
    public void The_contracts_reference_no_project_and_no_package() =>
        Assert.Empty(House.Projects("src/Imi.Modules.Contracts").SelectMany(project => ReferencesBesides(project, _ => false).Concat(Packages(project, ""))));

    [Fact]
    public void The_kernel_references_no_project_but_the_contracts_and_no_web_database_or_mail_package() =>
        Assert.Empty(
            House
                .Projects("src/Imi.Kernel")
                .SelectMany(project => ReferencesBesides(project, name => name == Contracts).Concat(KernelTaboos.SelectMany(taboo => Packages(project, taboo))))
        );

    [Fact]
    public void Only_the_hosting_references_the_database_providers_and_the_connectors() =>
        Assert.Empty(
            House
                .Projects("src")
                .Where(project => !project.Path.Contains("/Imi.Hosting/", StringComparison.Ordinal))
                .SelectMany(project => ReferencesBesides(project, name => !IsReplaceable(name)))
        );

    [Fact]
    public void A_planted_reference_to_a_database_or_a_connector_is_found() =>
        Assert.Equal(
            2,
            ReferencesBesides(("src/Planted.csproj", Including("Imi.Kernel", "Imi.Kernel.Sqlite", "Imi.Connectors")), name => !IsReplaceable(name)).Count()
        );

    [Fact]
    public void A_planted_reference_and_a_planted_package_of_the_contracts_are_found()
    {
        var planted = (
            "src/Planted.csproj",
            Including("Imi.Kernel").Replace("</ItemGroup>", "<PackageReference Include=\"Autofac\" /></ItemGroup>", StringComparison.Ordinal)
        );
        Assert.Equal(2, ReferencesBesides(planted, _ => false).Concat(Packages(planted, "")).Count());
    }

    [Theory]
    [InlineData("<ProjectReference Include=\"../CPC/Imi.Modules.Cpc.csproj\" />", "Imi.Modules.Cpc")]
    [InlineData("<ProjectReference Include=\"..\\..\\src\\Imi.Kernel\\Imi.Kernel.csproj\" />", "Imi.Kernel")]
    public void A_planted_reference_of_a_module_is_found(string planted, string found) =>
        Assert.Contains(
            found,
            Assert.Single(ReferencesBesides(("modules/Planted.csproj", $"<Project><ItemGroup>{planted}</ItemGroup></Project>"), name => name == Contracts)),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("<PackageReference Include=\"Microsoft.EntityFrameworkCore.Sqlite\" />")]
    [InlineData("<PackageReference Include=\"Npgsql.EntityFrameworkCore.PostgreSQL\" />")]
    [InlineData("<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />")]
    public void A_planted_package_of_the_kernel_is_found(string planted) =>
        Assert.Single(
            KernelTaboos.SelectMany(taboo => Packages(("src/Imi.Kernel/Planted.csproj", $"<Project><ItemGroup>{planted}</ItemGroup></Project>"), taboo))
        );

    private static bool IsReplaceable(string name) => name == "Imi.Connectors" || name.StartsWith("Imi.Kernel.", StringComparison.Ordinal);

    private static string Including(params string[] projects) =>
        $"<Project><ItemGroup>{string.Concat(projects.Select(name => $"<ProjectReference Include=\"../{name}/{name}.csproj\" />"))}</ItemGroup></Project>";

    private static readonly string[] KernelTaboos =
    [
        "Microsoft.AspNetCore.App",
        "Microsoft.EntityFrameworkCore.Sql",
        "Npgsql",
        "Microsoft.Data.Sql",
        "MailKit",
        "Quartz",
        "Serilog.AspNetCore",
    ];

    private static IEnumerable<string> ReferencesBesides((string Path, string Text) project, Func<string, bool> isAllowed) =>
        Included(project.Text, "ProjectReference")
            .Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/').Split('/')[^1]))
            .Where(name => !isAllowed(name))
            .Select(name => $"{project.Path} references {name}");

    private static IEnumerable<string> Packages((string Path, string Text) project, string beginning) =>
        Included(project.Text, "PackageReference")
            .Concat(Included(project.Text, "FrameworkReference"))
            .Where(name => name.StartsWith(beginning, StringComparison.Ordinal))
            .Select(name => $"{project.Path} references {name}");

    private static IEnumerable<string> Included(string project, string element) =>
        XDocument.Parse(project).Descendants(element).Select(reference => (string?)reference.Attribute("Include") ?? "");
}
