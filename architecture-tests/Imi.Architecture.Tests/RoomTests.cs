using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using Imi.Kernel.Foundation.Persistence;

namespace Imi.Architecture.Tests;

/// <summary>
/// Checks the structure of the kernel (decision 44): storeys consist of rooms, a room uses only the rooms before it, the subfolders of a
/// room are private, and features do not use each other.
/// </summary>
public class RoomTests
{
    private const string Kernel = "Imi.Kernel";
    private const string Features = "Features";

    /// <summary>The storeys from the bottom up, each with its rooms in order. Exchanges is one room; features have no order.</summary>
    private static readonly (string Storey, string[] Rooms)[] Storeys =
    [
        ("Foundation", ["Texts", "Calendar", "Telemetry", "Persistence", "Jobs", "Vault", "Audit", "Outbox", "Ledger", "Erasure"]),
        ("Definitions", ["Modules", "Forms", "Guidance", "Authoring"]),
        ("Network", ["Access", "Directory", "Accounts", "Notices", "History", "Mandates", "Roles", "Registration"]),
        ("Exchanges", []),
        (Features, []),
    ];

    private static readonly string[] Order =
    [
        .. Storeys.SelectMany(storey => storey.Rooms is [] ? [storey.Storey] : storey.Rooms.Select(room => $"{storey.Storey}.{room}")),
    ];

    [Fact]
    public void Every_folder_of_the_kernel_is_a_storey_and_every_folder_of_a_storey_a_room()
    {
        Assert.Equal(Storeys.Select(storey => storey.Storey).Order(StringComparer.Ordinal), Folders());
        foreach (var (storey, rooms) in Storeys.Where(storey => storey.Rooms is not []))
            Assert.Equal(rooms.Order(StringComparer.Ordinal), Folders(storey));
    }

    [Fact]
    public void A_room_uses_only_the_rooms_before_it() => Nothing(Upward(Kernel, Order));

    [Fact]
    public void A_planted_use_of_a_later_room_is_found() =>
        Assert.Equal(["Planted.House.Lower.Cellar uses Planted.House.Upper.AtticLoader"], Upward("Planted.House", ["Lower", "Upper"]));

    [Fact]
    public void Features_do_not_use_each_other() => Nothing(BetweenFeatures($"{Kernel}.{Features}"));

    [Fact]
    public void A_planted_use_of_another_feature_is_found() =>
        Assert.Equal(["Planted.House.Lower.Cellar uses Planted.House.Upper.AtticLoader"], BetweenFeatures("Planted.House"));

    [Fact]
    public void Nothing_uses_the_private_types_of_another_room() => Nothing(ThroughWalls(Kernel));

    [Fact]
    public void A_planted_use_of_a_private_type_is_found() =>
        Assert.Equal(["Planted.Walls.Hall.Guest uses Planted.Walls.Kitchen.Drawer.Knife"], ThroughWalls("Planted.Walls"));

    [Fact]
    public void No_source_names_a_private_namespace_of_another_room() =>
        Nothing(House.Sources("src", ".cs", ".cshtml").SelectMany(file => NamedPrivate(file.Path, file.Text)));

    [Theory]
    [InlineData("using Imi.Kernel.Exchanges.Actions;")]
    [InlineData("    var most = Imi.Kernel.Foundation.Audit.Chain.JournalChain.Length;")]
    public void A_planted_private_namespace_is_found(string line)
    {
        Assert.NotEmpty(NamedPrivate("src/Imi.Kernel/Features/Deadlines/Planted.cs", line));
        Assert.NotEmpty(NamedPrivate("src/Imi.Web/Pages/Planted.cshtml", $"@{line}"));
    }

    [Fact]
    public void Pages_and_endpoints_do_not_use_the_database_context() => Nothing(UsingTheDatabase("Imi.Web.Pages", "Imi.Web.Api"));

    [Fact]
    public void A_planted_use_of_the_database_context_is_found() => Assert.Equal(["Planted.House.Lower.Counter"], UsingTheDatabase("Planted.House"));

    private static void Nothing(IEnumerable<string> found) => Assert.True(!found.Any(), string.Join('\n', found));

    private static IEnumerable<string?> Folders(params string[] below) =>
        Directory
            .GetDirectories(House.Folder(["src", Kernel, .. below]))
            .Select(Path.GetFileName)
            .Where(name => name is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Upward(string house, string[] order) =>
        from type in House.Architecture.Types
        let room = RoomOf(type, house, order)
        where room >= 0
        from dependency in type.Dependencies
        where dependency.Target is not GenericParameter
        where RoomOf(dependency.Target, house, order) > room
        group dependency by (type.FullName, dependency.Target.FullName) into step
        select $"{step.Key.Item1} uses {step.Key.Item2}";

    private static int RoomOf(IType type, string house, string[] order) => Array.FindIndex(order, room => IsIn(type, $"{house}.{room}"));

    private static IEnumerable<string> BetweenFeatures(string features) =>
        (
            from type in House.Architecture.Types
            where IsIn(type, features)
            from dependency in type.Dependencies
            where IsIn(dependency.Target, features) && Part(type, features, 1) != Part(dependency.Target, features, 1)
            select $"{type.FullName} uses {dependency.Target.FullName}"
        ).Distinct();

    private static IEnumerable<string> ThroughWalls(string house) =>
        (
            from type in House.Architecture.Types
            where !type.FullName.StartsWith("Imi.Architecture.", StringComparison.Ordinal)
            from dependency in type.Dependencies
            where dependency.Target is not GenericParameter
            where WallAround(dependency.Target.Namespace?.FullName ?? "", house) is { } room && !IsIn(type, room)
            select $"{type.FullName} uses {dependency.Target.FullName}"
        ).Distinct();

    /// <summary>Returns the room to which a private namespace belongs; null for the public namespace of a room.</summary>
    private static string? WallAround(string name, string house)
    {
        if (!name.StartsWith($"{house}.", StringComparison.Ordinal))
            return null;
        var parts = name[(house.Length + 1)..].Split('.');
        var depth = parts[0] == "Exchanges" || house != Kernel ? 1 : 2;
        return parts.Length > depth ? $"{house}.{string.Join('.', parts.Take(depth))}" : null;
    }

    private static IEnumerable<string> NamedPrivate(string path, string text)
    {
        if (path.Contains("/Migrations/", StringComparison.Ordinal))
            return [];
        var own = path.StartsWith($"src/{Kernel}/", StringComparison.Ordinal) ? Path.GetDirectoryName(path)!["src/".Length..].Replace('/', '.') : "";
        return from mention in Regex.Matches(text, @"\bImi\.Kernel\.[A-Z][\w.]*", RegexOptions.None, TimeSpan.FromSeconds(1))
            let room = WallAround(NamespaceIn(mention.Value), Kernel)
            where room is not null && own != room && !own.StartsWith($"{room}.", StringComparison.Ordinal)
            select $"{path}: {mention.Value}";
    }

    /// <summary>Returns the longest prefix of a name that is a folder of the kernel; the rest is a type or a member.</summary>
    private static string NamespaceIn(string name)
    {
        var parts = name.TrimEnd('.').Split('.');
        var length = Enumerable
            .Range(2, parts.Length - 1)
            .TakeWhile(count => Directory.Exists(House.Folder(["src", Kernel, .. parts.Take(count).Skip(2)])))
            .LastOrDefault(2);
        return string.Join('.', parts.Take(length));
    }

    private static IEnumerable<string> UsingTheDatabase(params string[] spaces) =>
        House
            .Architecture.Types.Where(type => spaces.Any(space => IsIn(type, space)))
            .Where(type => type.Dependencies.Any(dependency => dependency.Target.FullName == typeof(ImiDbContext).FullName))
            .Select(type => type.FullName);

    private static string Part(IType type, string house, int count) =>
        string.Join('.', (type.Namespace?.FullName ?? "")[house.Length..].Split('.', StringSplitOptions.RemoveEmptyEntries).Take(count));

    private static bool IsIn(IType type, string room)
    {
        var name = type.Namespace?.FullName ?? "";
        return name == room || name.StartsWith($"{room}.", StringComparison.Ordinal);
    }
}
