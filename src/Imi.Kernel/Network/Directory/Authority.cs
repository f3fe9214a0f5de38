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

    /// <summary>A registered authority.</summary>
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

    /// <summary>Its identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>A short readable name that is unique, such as <c>es-dg-consumo</c>.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Its country by the EU institutions' code.</summary>
    public string Country { get; private set; } = "";

    /// <summary>What it is in the network (Regulation (EU) No 1024/2012, Articles 5 and 6).</summary>
    public AuthorityKind Kind { get; private set; }

    /// <summary>What it is called in English, informally.</summary>
    public string InformalTitle { get; private set; } = "";

    /// <summary>The informal title as it is found: <see cref="FoldedText.ForSearch"/>.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>Its identifier in a national register, unique in its country; null where it has none.</summary>
    public string? NationalIdentifier { get; private set; }

    /// <summary>The region that it works for, by its code; null for the whole country.</summary>
    public string? Region { get; private set; }

    /// <summary>Whether its scope as a delegated coordinator was set: from then on it coordinates only there.</summary>
    public bool IsScoped { get; private set; }

    /// <summary>The languages that it understands, by BCP 47.</summary>
    public IReadOnlyList<string> Languages { get; private set; } = [];

    /// <summary>Contact point: e-mail address of the office.</summary>
    public string Email { get; private set; } = "";

    /// <summary>Contact point: telephone.</summary>
    public string Phone { get; private set; } = "";

    /// <summary>Contact point: postal address.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Whether people who are added to it begin in the light mode, where nobody says otherwise.</summary>
    public bool PeopleBeginLight { get; private set; }

    /// <summary>The day from which it takes no part any more; null while it does.</summary>
    public DateOnly? DeactivatedOn { get; private set; }

    /// <summary>Why it takes no part any more; null while it does.</summary>
    public DeactivationReason? DeactivatedFor { get; private set; }

    /// <summary>The authority that it turned out to be, and that all of it went over to; null for none.</summary>
    public Guid? MergedIntoId { get; private set; }

    /// <summary>The official names, one for each of its own languages.</summary>
    public IReadOnlyList<AuthorityName> Names => _names;

    /// <summary>What it may do, module by module and procedure by procedure.</summary>
    public IReadOnlyList<Mandate> Mandates => _mandates;

    /// <summary>How it works, module by module; none where nothing is said.</summary>
    public IReadOnlyList<ModuleSetup> Setups => _setups;

    /// <summary>What it is competent for.</summary>
    public IReadOnlyList<Competence> Competences => _competences;

    /// <summary>Its scope as a delegated coordinator is set from now on.</summary>
    internal void Scope() => IsScoped = true;

    /// <summary>Says for which region it works.</summary>
    public Authority In(string? region)
    {
        Region = region;
        return this;
    }

    /// <summary>Says how it works in a module, and what it is competent for there.</summary>
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

    /// <summary>Says which central authority acts for it in a module; null for none.</summary>
    internal void ActedFor(string module, Guid? central)
    {
        if (_setups.Find(one => one.Module == module) is not { } setup)
            _setups.Add(setup = new ModuleSetup(Id, module));
        setup.ActedForById = central;
    }

    /// <summary>Gives the official name in one of its own languages.</summary>
    public Authority Named(string language, string name)
    {
        if (_names.Find(existing => existing.Language == language) is { } known)
            known.Become(name);
        else
            _names.Add(new AuthorityName(Id, language, name));
        return this;
    }

    /// <summary>Takes the name in a language away.</summary>
    internal void Unnamed(string language) => _names.RemoveAll(existing => existing.Language == language);

    /// <summary>Sets the informal title and the languages that it understands.</summary>
    internal Authority Called(string informalTitle, IReadOnlyList<string> languages)
    {
        (InformalTitle, SearchText, Languages) = (informalTitle, FoldedText.ForSearch(informalTitle, MappedLengths.FoldedTitle), languages);
        return this;
    }

    /// <summary>Sets its identifier in a national register.</summary>
    public Authority Identified(string? nationalIdentifier)
    {
        NationalIdentifier = nationalIdentifier;
        return this;
    }

    /// <summary>Sets how the office is reached.</summary>
    public Authority ReachedAt(string email, string phone, string address)
    {
        (Email, Phone, Address) = (email, phone, address);
        return this;
    }

    /// <summary>Says whether people who are added begin in the light mode.</summary>
    public Authority BeginLight(bool peopleBeginLight = true)
    {
        PeopleBeginLight = peopleBeginLight;
        return this;
    }

    /// <summary>Grants a mandate, or replaces the one of the same module, procedure and capacity.</summary>
    public Authority Grant(Mandate mandate)
    {
        _mandates.RemoveAll(existing => existing.Module == mandate.Module && existing.Procedure == mandate.Procedure && existing.Capacity == mandate.Capacity);
        _mandates.Add(mandate);
        return this;
    }

    /// <summary>Takes it out of the network from a day on; its entry and its mandates stay for the day when it comes back.</summary>
    internal void Deactivate(DateOnly day, DeactivationReason reason) => (DeactivatedOn, DeactivatedFor) = (day, reason);

    /// <summary>Remains as a pointer to the authority that it turned out to be.</summary>
    internal void PointTo(Guid authority, DateOnly day)
    {
        MergedIntoId = authority;
        NationalIdentifier = null;
        Deactivate(day, DeactivationReason.Mistake);
        _mandates.Clear();
        _setups.Clear();
        _competences.Clear();
    }

    /// <summary>Takes over what another entry of the same authority says and this one does not: names, mandates, set-ups, competences.</summary>
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

    /// <summary>Lets it take part again.</summary>
    internal void Reactivate() => (DeactivatedOn, DeactivatedFor) = (null, null);

    /// <summary>Its name for a reader: in the reader's language if it is one of its own, else in its first own language.</summary>
    public string NameFor(string language) => (_names.Find(name => name.Language == language) ?? _names.FirstOrDefault())?.Name ?? InformalTitle;
}
