using System.Globalization;
using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Testing;
using Imi.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Imi.Kernel.Tests.Stories;

/// <summary>
/// Random walks through every procedure: whoever looks at an exchange, in whatever place, reads the same of turns, dates and counts, and
/// somebody can act. A walk that failed is walked again with <c>IMI_WALK_SEED</c>.
/// </summary>
public abstract class WalkStories(Platform platform, ITestOutputHelper output)
{
    private const int Moves = 14;

    private protected Task<Story> BeginAsync() => platform.BeginAsync();

    private protected Task WalkAsync(string module, string procedure) => WalkAsync(module, procedure, walk => walk.GoAsync(Moves));

    private protected async Task WalkAsync(string module, string procedure, Func<Walk, Task> goes)
    {
        var story = await platform.BeginAsync();
        var seed = int.TryParse(Environment.GetEnvironmentVariable("IMI_WALK_SEED"), CultureInfo.InvariantCulture, out var wanted)
            ? wanted
            : Random.Shared.Next();
        var defined = await story.PartsAsync(services => Task.FromResult(services.GetRequiredService<ModuleCatalogue>().Procedure(module, procedure)!));
        var walk = new Walk(story, defined, new Random(seed));
        try
        {
            await goes(walk);
        }
        catch (Exception)
        {
            output.WriteLine($"IMI_WALK_SEED={seed} {module}/{procedure}: {walk.Moves}");
            throw;
        }
    }

    private protected static TheoryData<string, string> ProceduresIn(params string[] folders)
    {
        var data = new TheoryData<string, string>();
        foreach (
            var module in folders
                .Where(folder => File.Exists(Path.Combine(folder, "module.yaml")))
                .Order(StringComparer.Ordinal)
                .Select(folder => DefinitionReader.ReadFolder(folder).Module!)
        )
        {
            foreach (var procedure in module.Procedures)
                data.Add(module.Name, procedure.Name);
        }

        return data;
    }
}

/// <summary>The platform with the policy modules of the repository, without the rules of their code.</summary>
public sealed class RepositoryPlatform() : Platform(new SqliteDatabaseFixture())
{
    private protected override string Modules => PlatformProcess.Folder("modules");
}

public sealed class WalkStoriesThroughTheModules(RepositoryPlatform platform, ITestOutputHelper output)
    : WalkStories(platform, output),
        IClassFixture<RepositoryPlatform>
{
    public static TheoryData<string, string> Procedures() => ProceduresIn([.. Directory.EnumerateDirectories(PlatformProcess.Folder("modules"))]);

    [Theory]
    [MemberData(nameof(Procedures))]
    public Task After_every_move_everybody_reads_the_same_and_somebody_can_act(string module, string procedure) => WalkAsync(module, procedure);

    [Fact]
    public async Task An_authority_that_gets_its_mandate_later_sees_what_is_in_force_and_is_not_asked()
    {
        var story = await BeginAsync();
        var requirement = await story.PartsAsync(services =>
            Task.FromResult(services.GetRequiredService<ModuleCatalogue>().Procedure("services", "requirement")!)
        );
        await new Walk(story, requirement, new Random(1)).MeetLateAuthorityAsync();
    }
}

public sealed class WalkStoriesThroughLostProperty(SqlitePlatform platform, ITestOutputHelper output)
    : WalkStories(platform, output),
        IClassFixture<SqlitePlatform>
{
    public static TheoryData<string, string> Procedures() => ProceduresIn(Path.Combine(AppContext.BaseDirectory, "Stories", "modules", "lost-property"));

    [Theory]
    [MemberData(nameof(Procedures))]
    public Task After_every_move_everybody_reads_the_same_and_somebody_can_act(string module, string procedure) => WalkAsync(module, procedure);
}

/// <summary>The platform with a module of each kind as <c>imi module new</c> lays it, unchanged.</summary>
public sealed class SkeletonPlatform : Platform
{
    public SkeletonPlatform()
        : base(new SqliteDatabaseFixture())
    {
        foreach (var (word, kind) in Words.Kinds)
        {
            foreach (var (path, content) in ModuleSkeleton.Files($"new-{word}", kind, ["en", "el"], DateOnly.FromDateTime(Beginning.UtcDateTime), "schemas"))
            {
                var file = Path.Combine(Modules, word, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, content);
            }
        }
    }

    private protected override string Modules => Path.Combine(Database.DataDirectory, "new-modules");
}

public sealed class WalkStoriesThroughNewModules(SkeletonPlatform platform, ITestOutputHelper output)
    : WalkStories(platform, output),
        IClassFixture<SkeletonPlatform>
{
    private const int MostMoves = 80;

    public static TheoryData<string> Kinds() => [.. Words.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_new_module_works_from_the_draft_to_the_closure_as_it_is_laid(string kind)
    {
        var story = await BeginAsync();
        var module = await story.PartsAsync(services => Task.FromResult(services.GetRequiredService<ModuleCatalogue>().Find($"new-{kind}")!));
        await WalkAsync(module.Name, module.Procedures[0].Name, walk => walk.CloseAsync(MostMoves));
    }
}
