namespace Imi.Kernel.Network.Access;

/// <summary>The platform itself, where it acts because a day has passed: no person, no authority, no roles.</summary>
public static class PlatformActor
{
    /// <summary>Who acts, as journal and timeline name it.</summary>
    public static Actor Actor { get; } = new(Guid.Empty, "", "en", []);
}
