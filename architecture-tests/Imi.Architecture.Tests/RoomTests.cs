using System.Reflection;
using ArchUnitNET.Domain;
using Imi.Kernel.Persistence;

namespace Imi.Architecture.Tests;

/// <summary>The rooms of the kernel: each knows only those before it in the list, so there is no circle.</summary>
public class RoomTests
{
    private const string Kernel = "Imi.Kernel";

    /// <summary>From the ground up. Persistence stands apart: it maps every room's entities, and every room reads through it.</summary>
    private static readonly string[] Rooms =
    [
        "Texts", "Modules", "Calendar", "Access", "Audit", "Vault", "Outbox", "Jobs",
        "People", "Forms", "Registry", "Exchanges", "Deadlines", "Guidance", "Authoring", "Notices", "Retention",
    ];

    /// <summary>What a room is built from. Other projects enter by its desk, engine, directory, reader, policy or catalogue.</summary>
    private static readonly string[] InnerParts =
        ["Loader", "Taker", "Book", "Register", "Chronicle", "Transactions", "Splitter", "Store", "Reaction", "Checks", "Queries", "Mapping"];

    /// <summary>What a room is entered by. Every other class that works on the database is the room's own affair.</summary>
    private static readonly string[] FrontDoors = ["Service", "Desk", "Engine", "Directory", "Reader", "Journal", "Vault"];

    [Fact]
    public void Every_room_of_the_kernel_stands_in_the_order() =>
        Assert.Equal(
            [.. Rooms, "Persistence"],
            Directory.GetDirectories(House.Folder("src", Kernel)).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj"))
                .OrderBy(name => Array.IndexOf([.. Rooms, "Persistence"], name)));

    [Fact]
    public void A_room_knows_only_the_rooms_below_it() => Assert.Empty(Upward(Kernel, Rooms));

    [Fact]
    public void A_planted_step_upward_is_found() =>
        Assert.Equal(["Planted.House.Lower.Cellar uses Planted.House.Upper.AtticLoader"], Upward("Planted.House", ["Lower", "Upper"]));

    [Fact]
    public void What_a_room_is_built_from_is_internal() => Assert.Empty(PublicInnerParts(Kernel));

    [Fact]
    public void A_planted_public_inner_part_is_found() => Assert.Equal(["Planted.House.Upper.AtticLoader"], PublicInnerParts("Planted.House"));

    [Fact]
    public void Whoever_works_on_the_database_and_is_public_is_a_front_door() => Assert.Empty(PublicWorkers(typeof(ImiDbContext).Assembly, Kernel));

    [Fact]
    public void A_planted_public_worker_that_is_no_front_door_is_found() =>
        Assert.Equal(["Planted.House.Lower.Counter"], PublicWorkers(typeof(RoomTests).Assembly, "Planted.House"));

    private static IEnumerable<string> PublicWorkers(System.Reflection.Assembly assembly, string house) =>
        from type in assembly.GetExportedTypes()
        where type.Namespace is { } room && room.StartsWith($"{house}.", StringComparison.Ordinal)
        where type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Any(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType == typeof(ImiDbContext)))
        where !FrontDoors.Any(door => type.Name.EndsWith(door, StringComparison.Ordinal))
        select type.FullName;

    private static IEnumerable<string> Upward(string house, string[] order) =>
        from type in House.Architecture.Types
        let room = RoomOf(type, house, order)
        where room >= 0
        from dependency in type.Dependencies
        where RoomOf(dependency.Target, house, order) > room
        group dependency by (type.FullName, dependency.Target.FullName) into step
        select $"{step.Key.Item1} uses {step.Key.Item2}";

    private static int RoomOf(IType type, string house, string[] order) =>
        Array.FindIndex(order, room => IsIn(type, $"{house}.{room}"));

    private static IEnumerable<string> PublicInnerParts(string house) =>
        from type in House.Architecture.Types
        where type.Visibility == Visibility.Public && IsIn(type, house) && InnerParts.Any(part => type.Name.EndsWith(part, StringComparison.Ordinal))
        where type is not Interface
        select type.FullName;

    private static bool IsIn(IType type, string room)
    {
        var name = type.Namespace?.FullName ?? "";
        return name == room || name.StartsWith($"{room}.", StringComparison.Ordinal);
    }
}
