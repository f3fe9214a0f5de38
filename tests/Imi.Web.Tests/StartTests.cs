using Imi.Testing;

namespace Imi.Web.Tests;

/// <summary>Tests the start with wrong settings and the answers of the command line tool.</summary>
public class StartTests
{
    [Theory]
    [InlineData("Imi__Database__Provider", "Oracle", "Imi:Database:Provider")]
    [InlineData("Imi__Database__Provider", "PostgreSql", "Imi:Database:ConnectionString")]
    [InlineData("Imi__Demonstration", "perhaps", "Imi:Demonstration")]
    [InlineData("Imi__ModulesDirectory", "/nowhere", "Imi:ModulesDirectory")]
    [InlineData("Imi__PublicAddress", "javascript:alert(1)", "Imi:PublicAddress")]
    [InlineData("Imi__Database__ConnectionString", "nonsense", "Imi:Database:ConnectionString")]
    [InlineData("Imi__Database__ConnectionString", "Data Source=/nowhere/imi.db", "Imi:Database:ConnectionString")]
    [InlineData("ASPNETCORE_URLS", "nonsense", "ASPNETCORE_URLS")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:99999", "ASPNETCORE_URLS")]
    [InlineData("ASPNETCORE_ENVIRONMENT", "Production", "Imi:PublicAddress")]
    [InlineData("ASPNETCORE_ENVIRONMENT", "", "Imi:PublicAddress")]
    [InlineData("Imi__Mail__IntervalSeconds", "0", "Imi:Mail:IntervalSeconds")]
    [InlineData("Imi__Telemetry__Otlp__Endpoint", "collector:4317", "Imi:Telemetry:Otlp:Endpoint")]
    [InlineData("Imi__Telemetry__Prometheus__Token", "short", "Imi:Telemetry:Prometheus:Token")]
    [InlineData("Imi__Proxies", "proxy.example", "Imi:Proxies")]
    [InlineData("Imi__SignIn__BreachedPasswords", "/nowhere.txt", "Imi:SignIn:BreachedPasswords")]
    [InlineData("Imi__SignIn__OpenIdConnect__Name", "EU Login", "Imi:SignIn:OpenIdConnect:Authority")]
    [InlineData("Imi__SignIn__OpenIdConnect__Authority", "https://login.example", "Imi:SignIn:OpenIdConnect:ClientId")]
    [InlineData("Imi__SignIn__OpenIdConnect__Authority", "login.example", "https://")]
    public async Task A_wrong_setting_stops_the_start_with_one_sentence_that_names_it(string setting, string value, string names)
    {
        await using var host = new PlatformProcess(new Dictionary<string, string>(StringComparer.Ordinal) { [setting] = value });

        Assert.Equal(2, await host.RunAsync());

        var said = host.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(names, Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void Dotnet_run_keeps_the_callers_folder_addresses_and_environment()
    {
        // A launch profile would override ASPNETCORE_URLS and ASPNETCORE_ENVIRONMENT; the project folder as working directory
        // would give the host and the command line tool different data folders.
        Assert.False(File.Exists(PlatformProcess.Folder("src", "Imi.Web", "Properties", "launchSettings.json")));
        Assert.Contains(
            "<EnableDefaultRunWorkingDirectory>false<",
            File.ReadAllText(PlatformProcess.Folder("src", "Imi.Web", "Imi.Web.csproj")),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("migrate --Imi:Database:ConnectionString nonsense", 2, "Imi:Database:ConnectionString")]
    [InlineData("migrate", 0, "")]
    [InlineData("module list --json", 0, "ecommerce")]
    [InlineData("people list", 0, "")]
    [InlineData("mail list", 0, "")]
    [InlineData("audit verify", 0, "")]
    [InlineData("audit sign", 0, "The journal is whole: 0 entries")]
    [InlineData("audit key", 0, "BEGIN PUBLIC KEY")]
    [InlineData("audit verify --heads /nowhere", 2, "/nowhere")]
    [InlineData("audit report", 2, "--exchange")]
    [InlineData("audit report --exchange X-1", 1, "X-1")]
    [InlineData("audit report --from 2026-01-01 --to 2026-12-31 --json", 0, "")]
    [InlineData("keys status", 0, "All 0 exchanges can be opened.")]
    [InlineData("backup --content /tmp/imi-none/content --keys /tmp/imi-none/keys", 2, "nothing to back up")]
    [InlineData("restore --content /nowhere --keys /nowhere", 2, "/nowhere")]
    [InlineData("restore --after-dump", 0, "0 keys were removed")]
    [InlineData("restore", 2, "--after-dump")]
    [InlineData("restore --after-dump --content /nowhere", 2, "--after-dump")]
    [InlineData("keys protect", 2, "Imi:Keys:Certificate or Imi:Keys:File is not set")]
    [InlineData("keys status --Imi:Keys:File /nowhere.key", 2, "/nowhere.key")]
    [InlineData("keys new-file /nowhere/ring.key", 2, "/nowhere/ring.key")]
    [InlineData("registry import /nowhere.csv", 2, "/nowhere.csv")]
    [InlineData("registry export /tmp/imi-none/registry.txt", 2, ".csv or .xlsx")]
    [InlineData("token create --user nobody.here", 1, "nobody.here")]
    [InlineData("module check /nowhere", 2, "/nowhere")]
    [InlineData("module show ecommerce", 0, "──► Closed")]
    [InlineData("module show ecommerce --json --language es", 0, "ECOM-R")]
    [InlineData("module show nothing-of-that-name", 2, "nothing-of-that-name")]
    [InlineData("module new Road_Transport", 2, "Road_Transport")]
    [InlineData("module new road --languages en,xx", 2, "xx")]
    [InlineData("nonsense", 2, "nonsense")]
    [InlineData("seed scale --exchanges minus", 2, "minus")]
    public async Task The_command_line_tool_returns_the_expected_exit_code_and_message(string arguments, int exitCode, string says)
    {
        await using var host = new PlatformProcess();

        var (code, output, errors) = await host.ImiAsync(arguments.Split(' '));

        Assert.True(code == exitCode, $"{code}: {output}{errors}");
        Assert.Contains(says, output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exported_registry_can_be_imported_again()
    {
        await using var host = new PlatformProcess();
        var table = Path.Combine(host.DataDirectory, "registry.xlsx");
        Assert.Equal(0, (await host.ImiAsync("seed", "scale", "--exchanges", "1", "--authorities", "2")).ExitCode);
        Assert.Equal(0, (await host.ImiAsync("registry", "export", table)).ExitCode);

        var again = await host.ImiAsync("registry", "import", table, "--dry-run");
        Assert.Contains("without changes", again.Output, StringComparison.Ordinal);
        Assert.Equal(0, again.ExitCode);
        foreach (var (name, content) in ((string, string)[])[("empty.csv", ""), ("heads.csv", "country;email\n"), ("broken.xlsx", "PK no spreadsheet")])
        {
            var file = Path.Combine(host.DataDirectory, name);
            await File.WriteAllTextAsync(file, content);
            var broken = await host.ImiAsync("registry", "import", file);
            Assert.Contains($"'{file}': The file does not contain a table", broken.Errors, StringComparison.Ordinal);
            Assert.Equal(2, broken.ExitCode);
        }
    }

    [Fact]
    public async Task A_new_module_folder_is_created_checked_and_shown()
    {
        await using var host = new PlatformProcess();
        var folder = Path.Combine(host.DataDirectory, "areas");

        Assert.Equal(0, (await host.ImiAsync("module", "new", "road-transport", "--folder", folder, "--languages", "en,el")).ExitCode);

        Assert.Equal(0, (await host.ImiAsync("module", "check", Path.Combine(folder, "road-transport"))).ExitCode);
        Assert.Contains(
            "──► Awaiting an answer",
            (await host.ImiAsync("module", "show", Path.Combine(folder, "road-transport"))).Output,
            StringComparison.Ordinal
        );
        Assert.True(File.Exists(Path.Combine(folder, "schemas", "procedure.schema.json")));
        Assert.Equal(2, (await host.ImiAsync("module", "new", "road-transport", "--folder", folder)).ExitCode);
    }

    [Fact]
    public async Task A_mistake_in_a_module_is_reported_with_file_line_and_column()
    {
        await using var host = new PlatformProcess();
        var folder = Directory.CreateDirectory(Path.Combine(host.DataDirectory, "broken")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "module.yaml"),
            "module: broken\nlegalBasis: { act: Directive X, celex: 1, provisions: all }\nsurprise: yes\n"
        );

        var (code, output, errors) = await host.ImiAsync("module", "check", folder);

        Assert.Equal(1, code);
        Assert.Contains("module.yaml(3,1)", output + errors, StringComparison.Ordinal);
    }
}
