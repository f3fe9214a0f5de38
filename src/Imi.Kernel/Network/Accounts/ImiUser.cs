using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Network.Accounts;

/// <summary>A natural person who works for one or more authorities (Regulation (EU) No 1024/2012, Article 5(i): IMI user).</summary>
public sealed class ImiUser
{
    private readonly List<RoleGrant> _roles = [];

    private ImiUser() { }

    /// <summary>A person who may sign in.</summary>
    public ImiUser(Guid id, string userName, string name, string email, string language)
    {
        Id = id;
        UserName = userName;
        Name = name;
        Email = email;
        Language = language;
    }

    /// <summary>The person's identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>What the person signs in with; lower case, unique.</summary>
    public string UserName { get; private set; } = "";

    /// <summary>The person's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Where notices go.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The language in which the person reads the interface, by BCP 47.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Whether notices are sent by e-mail too.</summary>
    public bool NoticesByEmail { get; private set; } = true;

    /// <summary>Whether the pages show only what the person must do, with the guide beside it. It hides, and forbids nothing.</summary>
    public bool IsLight { get; private set; }

    /// <summary>Whether the person is offered first on the sign-in page of the demonstration network.</summary>
    public bool IsFeatured { get; private set; }

    /// <summary>When the person ceased to be a user, UTC; null while a user. From then on the data are blocked: no query finds them that does not ask for it.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>The day on which the data are deleted; null while a user.</summary>
    public DateOnly? DeleteOn { get; private set; }

    /// <summary>The authority at which the person worked last; null while there is a role.</summary>
    public Guid? LastAuthorityId { get; private set; }

    /// <summary>What the person may do, authority by authority and module by module.</summary>
    public IReadOnlyList<RoleGrant> Roles => _roles;

    /// <summary>Gives a role at an authority in a module for good; one that is held already stays as it is.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="module">The module; none for roles that are held in none.</param>
    /// <param name="role">The role.</param>
    /// <param name="on">The day on which it is given: a year later it is to be confirmed. Null where it is to be confirmed at once.</param>
    public ImiUser Grant(Guid authority, string module, Role role, DateOnly? on = null)
    {
        if (Find(authority, module, role) is null)
            _roles.Add(new RoleGrant(authority, module, role, on));
        LastAuthorityId = null;
        return this;
    }

    /// <summary>Gives a role until a day, in somebody's stead; one that is held for good stays so.</summary>
    internal void StandIn(Guid authority, string module, Role role, DateOnly on, DateOnly until, Guid insteadOf)
    {
        if (Find(authority, module, role) is not { } held)
            _roles.Add(held = new RoleGrant(authority, module, role, on));
        else if (held.Until is null)
            return;
        held.Lapse(until, insteadOf);
        LastAuthorityId = null;
    }

    /// <summary>Confirms that the person still needs what was given in a module at an authority.</summary>
    internal void Confirm(Guid authority, string module, DateOnly on)
    {
        foreach (var grant in _roles.Where(grant => grant.AuthorityId == authority && grant.Module == module))
            grant.Confirm(on);
    }

    /// <summary>Takes a role away.</summary>
    public ImiUser Withdraw(Guid authority, string module, Role role)
    {
        _roles.RemoveAll(grant => grant.AuthorityId == authority && grant.Module == module && grant.Role == role);
        return this;
    }

    private RoleGrant? Find(Guid authority, string module, Role role) =>
        _roles.Find(grant => grant.AuthorityId == authority && grant.Module == module && grant.Role == role);

    /// <summary>Sets language and e-mail notices.</summary>
    public void Prefer(string language, bool noticesByEmail) => (Language, NoticesByEmail) = (language, noticesByEmail);

    /// <summary>Shows only what the person must do, or everything.</summary>
    public void ShowLight(bool isLight) => IsLight = isLight;

    /// <summary>Makes a former user one again, before the data are deleted.</summary>
    internal void Return() => (EndedAt, DeleteOn, LastAuthorityId) = (null, null, null);

    /// <summary>Offers the person first on the demonstration network's sign-in page.</summary>
    public ImiUser Featured(bool featured = true)
    {
        IsFeatured = featured;
        return this;
    }
}
