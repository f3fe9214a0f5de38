using System.Globalization;
using Imi.Kernel.Definitions.Authoring;
using Imi.Kernel.Definitions.Modules;
using Imi.Testing;
using Imi.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Imi.Kernel.Tests.Stories;

/// <summary>
/// Random walks through every procedure: all views of an exchange agree on turns, dates and counts, and someone can act.
/// Set <c>IMI_WALK_SEED</c> to repeat a failed walk.
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
        var defined = await story.UseServicesAsync(services => Task.FromResult(services.GetRequiredService<ModuleCatalogue>().Procedure(module, procedure)!));
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

/// <summary>The platform with the bundled policy modules, without their rules in code.</summary>
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
    public Task After_every_move_all_views_agree_and_someone_can_act(string module, string procedure) => WalkAsync(module, procedure);

    [Fact]
    public async Task An_authority_with_a_later_mandate_sees_open_broadcasts_without_a_task()
    {
        var story = await BeginAsync();
        var requirement = await story.UseServicesAsync(services =>
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
    public Task After_every_move_all_views_agree_and_someone_can_act(string module, string procedure) => WalkAsync(module, procedure);
}

/// <summary>The platform with an unchanged skeleton of each kind, as <c>imi module new</c> creates it.</summary>
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
    public async Task A_new_module_skeleton_works_from_draft_to_closure(string kind)
    {
        var story = await BeginAsync();
        var module = await story.UseServicesAsync(services => Task.FromResult(services.GetRequiredService<ModuleCatalogue>().Find($"new-{kind}")!));
        await WalkAsync(module.Name, module.Procedures[0].Name, walk => walk.CloseAsync(MostMoves));
    }
}
