using Imi.Kernel.Foundation.Persistence;

namespace Imi.Kernel.Network.Directory;

/// <summary>An authority of the network, registered once for all modules.</summary>
public sealed class Authority
{
    private readonly List<AuthorityName> _names = [];
    private readonly List<Mandate> _mandates = [];
    private readonly List<ModuleSetup> _setups = [];
    private readonly List<Competence> _competences = [];

    private Authority() { }

    /// <summary>Creates an authority.</summary>
    public Authority(Guid id, string code, string country, AuthorityKind kind, string informalTitle, IReadOnlyList<string> languages)
    {
        Id = id;
        Code = code;
        Country = country;
        Kind = kind;
        InformalTitle = informalTitle;
        SearchText = FoldedText.ForSearch(informalTitle, MappedLengths.FoldedTitle);
        Languages = languages;
    }

    /// <summary>The id.</summary>
    public Guid Id { get; private set; }

    /// <summary>A short, readable, unique code, such as <c>es-dg-consumo</c>.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The country, by the EU institutions' code.</summary>
    public string Country { get; private set; } = "";

    /// <summary>The kind of authority (Regulation (EU) No 1024/2012, Articles 5 and 6).</summary>
    public AuthorityKind Kind { get; private set; }

    /// <summary>An informal title in English.</summary>
    public string InformalTitle { get; private set; } = "";

    /// <summary>The informal title in the form used for search: <see cref="FoldedText.ForSearch"/>.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>The identifier in a national register, unique within the country; null if there is none.</summary>
    public string? NationalIdentifier { get; private set; }

    /// <summary>The code of its region; null for the whole country.</summary>
    public string? Region { get; private set; }

    /// <summary>
    /// Whether its coordination is limited to delegated scopes. Never reset, so that a coordinator without scopes coordinates nothing.
    /// </summary>
    public bool IsScoped { get; private set; }

    /// <summary>The languages that the authority understands, by BCP 47.</summary>
    public IReadOnlyList<string> Languages { get; private set; } = [];

    /// <summary>Contact point: e-mail address.</summary>
    public string Email { get; private set; } = "";

    /// <summary>Contact point: telephone number.</summary>
    public string Phone { get; private set; } = "";

    /// <summary>Contact point: postal address.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Whether new users of the authority start in the simple view by default.</summary>
    public bool PeopleBeginInSimpleView { get; private set; }

    /// <summary>The first day on which it no longer takes part; null while active.</summary>
    public DateOnly? DeactivatedOn { get; private set; }

    /// <summary>The reason for the deactivation; null while active.</summary>
    public DeactivationReason? DeactivatedFor { get; private set; }

    /// <summary>The authority into which this duplicate entry was merged; null if none.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>
    /// The number of its current revision, which every change of the entry, its mandates, settings, scopes and its people's roles increases; the
    /// concurrency token.
    /// </summary>
    public int Revision { get; private set; } = 1;

    /// <summary>The official names, one for each of its own languages.</summary>
    public IReadOnlyList<AuthorityName> Names => _names;

    /// <summary>The mandates, one for each module, procedure and capacity.</summary>
    public IReadOnlyList<Mandate> Mandates => _mandates;

    /// <summary>The settings for each module; modules with default settings may be missing.</summary>
    public IReadOnlyList<ModuleSetup> Setups => _setups;

    /// <summary>The keywords of its competence, by module.</summary>
    public IReadOnlyList<Competence> Competences => _competences;

    /// <summary>Limits its coordination to delegated scopes from now on.</summary>
    internal void Scope() => IsScoped = true;

    /// <summary>Sets its region; null for the whole country.</summary>
    public Authority In(string? region)
    {
        Region = region;
        return this;
    }

    /// <summary>Sets how it works in a module, and the keywords of its competence there.</summary>
    public Authority SetUp(string module, bool isCentral, bool allocates, IReadOnlyCollection<string> keywords)
    {
        var setup = _setups.Find(one => one.Module == module);
        if (setup is null)
            _setups.Add(setup = new ModuleSetup(Id, module));
        (setup.IsCentral, setup.Allocates) = (isCentral, allocates);
        _competences.RemoveAll(one => one.Module == module && !keywords.Contains(one.Keyword));
        _competences.AddRange(
            keywords
                .Where(keyword => !_competences.Exists(one => one.Module == module && one.Keyword == keyword))
                .Distinct(StringComparer.Ordinal)
                .ToList()
                .ConvertAll(keyword => new Competence(Id, module, keyword))
        );
        return this;
    }

    /// <summary>Sets the central authority that acts for it in a module; null for none.</summary>
    internal void ActedFor(string module, Guid? central)
    {
        if (_setups.Find(one => one.Module == module) is not { } setup)
            _setups.Add(setup = new ModuleSetup(Id, module));
        setup.ActedForById = central;
    }

    /// <summary>Adds or replaces the official name in one of its own languages.</summary>
    public Authority Named(string language, string name)
    {
        if (_names.Find(existing => existing.Language == language) is { } known)
            known.Become(name);
        else
            _names.Add(new AuthorityName(Id, language, name));
        return this;
    }

    /// <summary>Removes the name in a language.</summary>
    internal void Unnamed(string language) => _names.RemoveAll(existing => existing.Language == language);

    /// <summary>Sets the informal title and the languages that the authority understands.</summary>
    internal Authority Called(string informalTitle, IReadOnlyList<string> languages)
    {
        (InformalTitle, SearchText, Languages) = (informalTitle, FoldedText.ForSearch(informalTitle, MappedLengths.FoldedTitle), languages);
        return this;
    }

    /// <summary>Sets the identifier in a national register.</summary>
    public Authority Identified(string? nationalIdentifier)
    {
        NationalIdentifier = nationalIdentifier;
        return this;
    }

    /// <summary>Sets the contact point.</summary>
    public Authority ReachedAt(string email, string phone, string address)
    {
        (Email, Phone, Address) = (email, phone, address);
        return this;
    }

    /// <summary>Sets whether new users start in the simple view by default.</summary>
    public Authority BeginInSimpleView(bool peopleBeginInSimpleView = true)
    {
        PeopleBeginInSimpleView = peopleBeginInSimpleView;
        return this;
    }

    /// <summary>Grants a mandate, or replaces the one of the same module, procedure and capacity.</summary>
    public Authority Grant(Mandate mandate)
    {
        _mandates.RemoveAll(existing => existing.Module == mandate.Module && existing.Procedure == mandate.Procedure && existing.Capacity == mandate.Capacity);
        _mandates.Add(mandate);
        return this;
    }

    /// <summary>Deactivates the authority from a day on. Entry and mandates are kept for a reactivation.</summary>
    internal void Deactivate(DateOnly day, DeactivationReason reason) => (DeactivatedOn, DeactivatedFor) = (day, reason);

    /// <summary>Turns the entry into a pointer to the authority into which it is merged.</summary>
    internal void PointTo(Guid authority, DateOnly day)
    {
        MergedIntoId = authority;
        NationalIdentifier = null;
        Deactivate(day, DeactivationReason.Mistake);
        _mandates.Clear();
        _setups.Clear();
        _competences.Clear();
    }

    /// <summary>Copies from a duplicate entry what is missing here: national identifier, names, mandates, module settings and competences.</summary>
    internal void TakeOver(Authority twin, DateOnly today)
    {
        NationalIdentifier ??= twin.NationalIdentifier;
        foreach (var name in twin.Names.Where(name => _names.TrueForAll(own => own.Language != name.Language)).ToList())
            Named(name.Language, name.Name);
        foreach (var mandate in twin.Mandates)
        {
            var own = _mandates.Find(one => one.Module == mandate.Module && one.Procedure == mandate.Procedure && one.Capacity == mandate.Capacity);
            if (own is null)
                _mandates.Add(mandate.For(Id));
            else if (!own.RunsOn(today) && mandate.RunsOn(today))
                own.Renew()
                    .CoordinatedBy(mandate.Coordinators.Where(one => one != Id), mandate.ApprovesRequests, mandate.ApprovesReplies, mandate.TakesReferrals);
        }

        foreach (var module in twin.Setups.Select(setup => setup.Module).Union(twin.Competences.Select(one => one.Module), StringComparer.Ordinal).ToList())
        {
            var (own, other) = (_setups.Find(one => one.Module == module), twin.Setups.FirstOrDefault(one => one.Module == module));
            SetUp(
                module,
                own?.IsCentral == true || other?.IsCentral == true,
                own?.Allocates ?? other?.Allocates ?? false,
                [.. _competences.Concat(twin.Competences).Where(one => one.Module == module).Select(one => one.Keyword)]
            );
            if (own?.ActedForById is null && other?.ActedForById is { } central && central != Id)
                ActedFor(module, central);
        }
    }

    /// <summary>Reactivates the authority.</summary>
    internal void Reactivate() => (DeactivatedOn, DeactivatedFor) = (null, null);

    /// <summary>The name for a reader: in the reader's language if the authority has one, otherwise the first of its names.</summary>
    public string NameFor(string language) => (_names.Find(name => name.Language == language) ?? _names.FirstOrDefault())?.Name ?? InformalTitle;
}
