using Imi.Kernel.Network.Access;

namespace Imi.Kernel.Network.Accounts;

/// <summary>A natural person who works for one or more authorities (Regulation (EU) No 1024/2012, Article 5(i): IMI user).</summary>
public sealed class ImiUser
{
    private readonly List<RoleGrant> _roles = [];

    private ImiUser() { }

    /// <summary>Creates a user.</summary>
    public ImiUser(Guid id, string userName, string name, string email, string language)
    {
        Id = id;
        UserName = userName;
        Name = name;
        Email = email;
        Language = language;
    }

    /// <summary>The id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The name for signing in; lower case, unique.</summary>
    public string UserName { get; private set; } = "";

    /// <summary>The person's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The e-mail address for notices.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The person's interface language, by BCP 47.</summary>
    public string Language { get; private set; } = "en";

    /// <summary>Whether notices are also sent by e-mail.</summary>
    public bool NoticesByEmail { get; private set; } = true;

    /// <summary>When reminders of exchanges are sent by e-mail, if notices are.</summary>
    public ReminderMails ReminderMails { get; private set; }

    /// <summary>
    /// Whether pages show only the person's open tasks, with the guide beside them. It hides parts of pages, but restricts no rights.
    /// </summary>
    public bool HasSimpleView { get; private set; }

    /// <summary>Whether exchanges that the person opens are translated into the person's language at once.</summary>
    public bool TranslatesExchanges { get; private set; }

    /// <summary>The language into which texts are translated for the person, by BCP 47; null for the language of the interface.</summary>
    public string? TranslationLanguage { get; private set; }

    /// <summary>Languages that the person reads without a translation, by BCP 47.</summary>
    public IReadOnlyList<string> UnderstoodLanguages { get; private set; } = [];

    /// <summary>Whether the person is shown first on the sign-in page of the demonstration network.</summary>
    public bool IsFeatured { get; private set; }

    /// <summary>The time at which the person ceased to be a user, UTC; null for a user. The data are then blocked by a query filter.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>The day on which the data are deleted; null while a user.</summary>
    public DateOnly? DeleteOn { get; private set; }

    /// <summary>The last authority of a person without any role; null if the person has a role.</summary>
    public Guid? LastAuthorityId { get; private set; }

    /// <summary>The number of the current revision, which every change of the person's data and roles increases; the concurrency token.</summary>
    public int Revision { get; private set; } = 1;

    /// <summary>The roles, one entry for each authority and module.</summary>
    public IReadOnlyList<RoleGrant> Roles => _roles;

    /// <summary>Grants a permanent role at an authority in a module; no effect if the person already holds the role.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="module">The module; empty for roles held in no module.</param>
    /// <param name="role">The role.</param>
    /// <param name="on">The day of the grant, from which the yearly review counts; null to have the role reviewed at once.</param>
    public ImiUser Grant(Guid authority, string module, Role role, DateOnly? on = null)
    {
        if (Find(authority, module, role) is null)
            _roles.Add(new RoleGrant(authority, module, role, on));
        LastAuthorityId = null;
        return this;
    }

    /// <summary>Grants a role until a given day, to stand in for a colleague; no effect on a permanent role.</summary>
    internal void StandIn(Guid authority, string module, Role role, DateOnly on, DateOnly until, Guid insteadOf)
    {
        if (Find(authority, module, role) is not { } held)
            _roles.Add(held = new RoleGrant(authority, module, role, on));
        else if (held.Until is null)
            return;
        held.Lapse(until, insteadOf);
        LastAuthorityId = null;
    }

    /// <summary>Confirms in the yearly review that the person still needs the roles in a module at an authority.</summary>
    internal void Confirm(Guid authority, string module, DateOnly on)
    {
        foreach (var grant in _roles.Where(grant => grant.AuthorityId == authority && grant.Module == module))
            grant.Confirm(on);
    }

    /// <summary>Revokes a role.</summary>
    public ImiUser Withdraw(Guid authority, string module, Role role)
    {
        _roles.RemoveAll(grant => grant.AuthorityId == authority && grant.Module == module && grant.Role == role);
        return this;
    }

    private RoleGrant? Find(Guid authority, string module, Role role) =>
        _roles.Find(grant => grant.AuthorityId == authority && grant.Module == module && grant.Role == role);

    /// <summary>Sets the language and whether notices are sent by e-mail.</summary>
    public void Prefer(string language, bool noticesByEmail) => (Language, NoticesByEmail) = (language, noticesByEmail);

    /// <summary>Sets when reminders of exchanges are sent by e-mail.</summary>
    internal void RemindByMail(ReminderMails when) => ReminderMails = when;

    /// <summary>Switches the simple view on or off.</summary>
    public void ShowSimpleView(bool hasSimpleView) => HasSimpleView = hasSimpleView;

    /// <summary>Switches the translation of exchanges that the person opens on or off.</summary>
    public void TranslateExchanges(bool translates) => TranslatesExchanges = translates;

    /// <summary>Sets into which language texts are translated for the person, and which languages the person reads without that.</summary>
    internal void ReadIn(string? translationLanguage, IReadOnlyList<string> understood) =>
        (TranslationLanguage, UnderstoodLanguages) = (translationLanguage, understood);

    /// <summary>Makes a former user a user again, before the data are deleted.</summary>
    internal void Return() => (EndedAt, DeleteOn, LastAuthorityId) = (null, null, null);

    /// <summary>Shows the person first on the demonstration network's sign-in page.</summary>
    public ImiUser Featured(bool featured = true)
    {
        IsFeatured = featured;
        return this;
    }
}
