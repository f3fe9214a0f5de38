namespace Imi.Kernel.Network.Accounts;

/// <summary>The origin of an attempt to sign in.</summary>
/// <param name="Address">The network address.</param>
/// <param name="Devices">The accounts used before in this browser, each with the identifier of the browser.</param>
public sealed record SignInAttempt(string Address, IReadOnlyDictionary<Guid, string> Devices)
{
    /// <summary>The subject to count for a known account, or for an unknown name.</summary>
    internal string CountedFor(Guid? person, string name) =>
        person is not { } known ? $"name:{name}"
        : Devices.TryGetValue(known, out var device) ? $"device:{known}:{device}"
        : $"account:{known}";
}
