namespace Imi.Kernel.Network.Access;

/// <summary>The platform as actor, for example when a period ends: no person, no authority, no roles.</summary>
public static class PlatformActor
{
    /// <summary>The actor for journal and timeline.</summary>
    public static Actor Actor { get; } = new(Guid.Empty, "", "en", []);
}
