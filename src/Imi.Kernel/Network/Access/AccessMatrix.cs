using System.Collections.Frozen;

namespace Imi.Kernel.Network.Access;

/// <summary>
/// The access matrix: which role permits which action within which scope (Regulation (EU) No 1024/2012, Article 9). <see cref="AccessPolicy"/>
/// applies it and adds the rules that depend on the state of an exchange or on the person: deleted or hidden data, assignment to others, the
/// four-eyes principle.
/// </summary>
public static class AccessMatrix
{
    private static readonly Role[] All = Enum.GetValues<Role>();
    private static readonly Role[] Readers = [Role.Handler, Role.Allocator, Role.Referral, Role.Supervisor];
    private static readonly Role[] Administrators = [Role.Administrator];
    private static readonly Role[] Officers = [Role.DataProtectionOfficer];
    private static readonly Role[] Commission = [Role.PolicyOfficer];

    /// <summary>The rules of the matrix, in display order.</summary>
    public static IReadOnlyList<AccessRule> Rules { get; } =
    [
        new(Permission.UsePlatform, AccessScope.Platform, All),
        new(Permission.BeginExchange, AccessScope.Own, [Role.Handler]),
        new(Permission.BeginExchange, AccessScope.ActingFor, [Role.Handler]),
        new(Permission.ReadExchange, AccessScope.Party, Readers),
        new(Permission.ReadExchange, AccessScope.ActingFor, Readers),
        new(Permission.ReadWithoutPersonalData, AccessScope.CoordinatorOfParty, Readers),
        new(Permission.ReadWithoutPersonalData, AccessScope.FormerParty, Readers),
        new(Permission.ReadInTurn, AccessScope.CoordinatorOfParty, [Role.Referral]),
        new(Permission.ReadInformation, AccessScope.InformedAuthority, Readers),
        new(Permission.SeeThatItExisted, AccessScope.Party, [.. Readers, .. Officers]),
        new(Permission.SeeThatItExisted, AccessScope.ActingFor, Readers),
        new(Permission.SeeThatItExisted, AccessScope.CoordinatorOfParty, [.. Readers, .. Officers]),
        new(Permission.SeeThatItExisted, AccessScope.FormerParty, [.. Readers, .. Officers]),
        new(Permission.SeeThatItExisted, AccessScope.InformedAuthority, [.. Readers, .. Officers]),
        new(Permission.OpenSpecialCategories, AccessScope.Party, [Role.Handler]),
        new(Permission.OpenSpecialCategories, AccessScope.ActingFor, [Role.Handler]),
        new(Permission.TakeAction, AccessScope.NamedParty, [Role.Handler, Role.Allocator, Role.Referral]),
        new(Permission.TakeAction, AccessScope.ActingFor, [Role.Handler, Role.Allocator]),
        new(Permission.Contribute, AccessScope.Party, [Role.Handler]),
        new(Permission.Contribute, AccessScope.ActingFor, [Role.Handler]),
        new(Permission.Rectify, AccessScope.Party, [Role.Handler]),
        new(Permission.Rectify, AccessScope.ActingFor, [Role.Handler]),
        new(Permission.Rectify, AccessScope.CoordinatorOfParty, [Role.Referral]),
        new(Permission.AskWhy, AccessScope.CoordinatorOfParty, Readers),
        new(Permission.SeeReaders, AccessScope.Party, Readers),
        new(Permission.SeeReaders, AccessScope.CoordinatorOfParty, Readers),
        new(Permission.SeeReaders, AccessScope.FormerParty, Readers),
        new(Permission.Hold, AccessScope.Party, [Role.Supervisor]),
        new(Permission.Hold, AccessScope.CoordinatorOfParty, [Role.Supervisor, Role.Referral]),
        new(Permission.AskForDecision, AccessScope.Party, [Role.Handler]),
        new(Permission.DecideOnRequests, AccessScope.Party, Officers),
        new(Permission.DecideOnRequests, AccessScope.CoordinatorOfParty, [Role.Supervisor, Role.Referral]),
        new(Permission.OverseeRetention, AccessScope.Own, Officers),
        new(Permission.AnswerDataSubjects, AccessScope.Own, [.. Officers, .. Administrators]),
        new(Permission.InstallModules, AccessScope.Platform, Commission),
        new(Permission.RegisterNationalCoordinator, AccessScope.Platform, Commission),
        new(Permission.RegisterDelegatedCoordinator, AccessScope.NationalCoordinator, Administrators),
        new(Permission.RegisterDelegatedCoordinator, AccessScope.DelegatingCoordinator, Administrators),
        new(Permission.DelegateCoordination, AccessScope.NationalCoordinator, Administrators),
        new(Permission.DelegateCoordination, AccessScope.DelegatingCoordinator, Administrators),
        new(Permission.RegisterAuthority, AccessScope.CountryCoordinator, Administrators),
        new(Permission.AmendEntry, AccessScope.Own, Administrators),
        new(Permission.AmendEntry, AccessScope.NationalCoordinator, Administrators),
        new(Permission.AmendEntry, AccessScope.ValidatingCoordinator, Administrators),
        new(Permission.AmendEntry, AccessScope.Coordinators, Commission),
        new(Permission.DeactivateAuthority, AccessScope.NationalCoordinator, Administrators),
        new(Permission.DeactivateAuthority, AccessScope.ValidatingCoordinator, Administrators),
        new(Permission.DeactivateAuthority, AccessScope.Coordinators, Commission),
        new(Permission.GrantMandates, AccessScope.NationalCoordinator, Administrators),
        new(Permission.GrantMandates, AccessScope.ModuleCoordinator, Administrators),
        new(Permission.GrantMandates, AccessScope.Coordinators, Commission),
        new(Permission.GrantRoles, AccessScope.Own, Administrators),
        new(Permission.GrantRoles, AccessScope.NationalCoordinator, Administrators),
        new(Permission.GrantRoles, AccessScope.ModuleCoordinator, Administrators),
        new(Permission.GrantRoles, AccessScope.Coordinators, Commission),
        new(Permission.EndUsers, AccessScope.Own, Administrators),
        new(Permission.EndUsers, AccessScope.NationalCoordinator, Administrators),
        new(Permission.EndUsers, AccessScope.Coordinators, Commission),
        new(Permission.AppointOfficers, AccessScope.Own, Administrators),
        new(Permission.AppointOfficers, AccessScope.NationalCoordinator, Administrators),
        new(Permission.AppointOfficers, AccessScope.Coordinators, Commission),
    ];

    private static readonly FrozenSet<(Permission, AccessScope, Role)> Permitted = Rules
        .SelectMany(rule => rule.Roles.Select(role => (rule.Permission, rule.Scope, role)))
        .ToFrozenSet();

    /// <summary>
    /// The permissions of everyday work, which need no reauthentication (<see cref="AsksAgain"/>). Every other permission needs it, also each one
    /// added later: changes of rights, entries and policy areas, holds, and decisions on personal data.
    /// </summary>
    private static readonly FrozenSet<Permission> Everyday = new[]
    {
        Permission.UsePlatform,
        Permission.BeginExchange,
        Permission.ReadExchange,
        Permission.ReadWithoutPersonalData,
        Permission.ReadInTurn,
        Permission.ReadInformation,
        Permission.SeeThatItExisted,
        Permission.OpenSpecialCategories,
        Permission.TakeAction,
        Permission.Contribute,
        Permission.Rectify,
        Permission.AskWhy,
        Permission.SeeReaders,
        Permission.AskForDecision,
        Permission.OverseeRetention,
        Permission.AnswerDataSubjects,
    }.ToFrozenSet();

    /// <summary>Whether changes made with a permission need a recent reauthentication.</summary>
    public static bool AsksAgain(Permission permission) => !Everyday.Contains(permission);

    /// <summary>Whether a role permits something within a scope.</summary>
    public static bool Permits(Permission permission, AccessScope scope, Role role) => Permitted.Contains((permission, scope, role));

    /// <summary>
    /// Whether a role applies to an authority as a whole: policy officers and data-protection officers hold theirs in no module, and an administrator
    /// administers the whole authority, in whichever module the role was granted.
    /// </summary>
    public static bool IsHeldForAll(Role role) => role is Role.Administrator or Role.PolicyOfficer or Role.DataProtectionOfficer;
}

/// <summary>A rule of the access matrix.</summary>
/// <param name="Permission">The action that is permitted.</param>
/// <param name="Scope">The required relation between the authority at which the role is held and the object of the action.</param>
/// <param name="Roles">The roles that permit it.</param>
public sealed record AccessRule(Permission Permission, AccessScope Scope, IReadOnlyList<Role> Roles);
