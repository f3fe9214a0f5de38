using System.Text.Json;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;

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
    internal static RegistrationApplication? Read(string? written) => written is not null && JsonSerializer.Deserialize<Kept>(written) is { } kept
        ? new RegistrationApplication(kept.Entry, new NewPerson(kept.Person, kept.UserName, kept.Name, kept.Email, kept.Language, FirstRoles), kept.Answer)
        : null;

    private sealed record Kept(AuthorityEntry Entry, Guid Person, string UserName, string Name, string Email, string Language, string Answer);
}

/// <summary>An invitation as whoever holds its link sees it.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="Coordinator">Who invites.</param>
/// <param name="Languages">The official languages of the country, in which names are asked for.</param>
/// <param name="Regions">The country's regions; empty where it has none.</param>
/// <param name="Written">What was written before, or an empty entry.</param>
public sealed record OpenInvitation(Invitation Invitation, Authority Coordinator, IReadOnlyList<string> Languages, IReadOnlyList<Region> Regions, RegistrationApplication Written);

/// <summary>An invitation as the coordinator sees it.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="Written">What was written; null before it was answered and once the invitation has ended.</param>
/// <param name="Alike">Registered authorities that may be the same one.</param>
public sealed record InvitationFile(Invitation Invitation, RegistrationApplication? Written, IReadOnlyList<Authority> Alike);

/// <summary>Whom to invite.</summary>
/// <param name="Id">A new id: the same one twice invites once.</param>
/// <param name="Country">The country in which the authority will be registered.</param>
/// <param name="Module">The module in which its first person will work.</param>
/// <param name="Email">Where the link goes.</param>
/// <param name="Language">The language of the interface in which it is written.</param>
public sealed record NewInvitation(Guid Id, string Country, string Module, string Email, string Language);

/// <summary>What came of validating.</summary>
/// <param name="Authority">The authority that is registered now; null where it is not.</param>
/// <param name="Errors">What is wrong, field by field.</param>
/// <param name="Alike">Registered authorities that may be the same one; whoever validates says that they are not.</param>
public sealed record ValidationOutcome(Guid? Authority, IReadOnlyList<FieldError> Errors, IReadOnlyList<Authority> Alike);
