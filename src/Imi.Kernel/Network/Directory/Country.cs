namespace Imi.Kernel.Network.Directory;

/// <summary>
/// A country of the network, by the EU institutions' code (EL and UK, not GR and GB). The code EU represents the European Commission.
/// </summary>
public sealed class Country
{
    /// <summary>The code under which the European Commission is registered; not a country that a form can name.</summary>
    public const string Union = "EU";

    private Country() { }

    /// <summary>Creates a country with its official languages.</summary>
    /// <param name="code">The EU institutions' code.</param>
    /// <param name="languages">The official languages, by BCP 47.</param>
    /// <param name="memberUntil">The last day on which its authorities could act; null while they can.</param>
    public Country(string code, IReadOnlyList<string> languages, DateOnly? memberUntil = null)
    {
        Code = code;
        Languages = languages;
        MemberUntil = memberUntil;
    }

    /// <summary>The EU institutions' code.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The official languages, by BCP 47.</summary>
    public IReadOnlyList<string> Languages { get; private set; } = [];

    /// <summary>The last day on which its authorities could act; null while they can.</summary>
    public DateOnly? MemberUntil { get; private set; }

    /// <summary>Whether its authorities can act on a day.</summary>
    public bool TakesPartOn(DateOnly day) => MemberUntil is not { } last || day <= last;

    /// <summary>Whether forms offer it on a day: neither a former member nor the code under which the European Commission is registered.</summary>
    public bool IsOfferedOn(DateOnly day) => Code != Union && TakesPartOn(day);
}
