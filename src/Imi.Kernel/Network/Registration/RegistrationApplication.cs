using System.Text.Json;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;

namespace Imi.Kernel.Network.Registration;

/// <summary>What an authority that was invited writes of itself and of the person who will work for it first.</summary>
/// <param name="Entry">The entry; its country and kind are the invitation's.</param>
/// <param name="Person">The person; becomes request handler and local data administrator.</param>
/// <param name="Answer">What it answers to what the coordinator asked back; empty where nothing was asked.</param>
public sealed record RegistrationApplication(AuthorityEntry Entry, NewPerson Person, string Answer = "")
{
    /// <summary>What the first person does.</summary>
    internal static IReadOnlySet<Role> FirstRoles { get; } = new HashSet<Role> { Role.Handler, Role.Administrator };

    /// <summary>As an invitation keeps it.</summary>
    internal string Write() => JsonSerializer.Serialize(new Kept(Entry, Person.Id, Person.UserName, Person.Name, Person.Email, Person.Language, Answer));

    /// <summary>What an invitation keeps; null where it keeps nothing.</summary>
    internal static RegistrationApplication? Read(string? written) =>
        written is not null && JsonSerializer.Deserialize<Kept>(written) is { } kept
            ? new RegistrationApplication(kept.Entry, new NewPerson(kept.Person, kept.UserName, kept.Name, kept.Email, kept.Language, FirstRoles), kept.Answer)
            : null;

    private sealed record Kept(AuthorityEntry Entry, Guid Person, string UserName, string Name, string Email, string Language, string Answer);
}
