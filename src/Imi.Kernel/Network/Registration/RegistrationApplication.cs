using System.Text.Json;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;

namespace Imi.Kernel.Network.Registration;

/// <summary>The answer to an invitation: the authority's entry and its first user.</summary>
/// <param name="Entry">The entry; country and kind are taken from the invitation.</param>
/// <param name="Person">The first user, who becomes request handler and local data administrator.</param>
/// <param name="Answer">The reply to the coordinator's question; empty if there was none.</param>
public sealed record RegistrationApplication(AuthorityEntry Entry, NewPerson Person, string Answer = "")
{
    /// <summary>The roles of the first user.</summary>
    internal static IReadOnlySet<Role> FirstRoles { get; } = new HashSet<Role> { Role.Handler, Role.Administrator };

    /// <summary>Serialises the answer for <see cref="Invitation.Written"/>.</summary>
    internal string Write() => JsonSerializer.Serialize(new Kept(Entry, Person.Id, Person.UserName, Person.Name, Person.Email, Person.Language, Answer));

    /// <summary>Deserialises the answer from <see cref="Invitation.Written"/>; null if there is none.</summary>
    internal static RegistrationApplication? Read(string? written) =>
        written is not null && JsonSerializer.Deserialize<Kept>(written) is { } kept
            ? new RegistrationApplication(kept.Entry, new NewPerson(kept.Person, kept.UserName, kept.Name, kept.Email, kept.Language, FirstRoles), kept.Answer)
            : null;

    private sealed record Kept(AuthorityEntry Entry, Guid Person, string UserName, string Name, string Email, string Language, string Answer);
}
