using Imi.Kernel.Network.Access;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Imi.SeedData;

/// <summary>Reads the seed data files in the program's folder.</summary>
internal static class SeedFiles
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build();

    /// <summary>Reads a file from the <c>seed-data</c> folder.</summary>
    public static T Read<T>(string name)
    {
        using var reader = new StreamReader(Path.Combine(AppContext.BaseDirectory, "seed-data", name));
        return Yaml.Deserialize<T>(reader);
    }
}

internal sealed class CountriesFile
{
    public List<CountryEntry> Countries { get; set; } = [];
}

internal sealed class CountryEntry
{
    public string Code { get; set; } = "";

    public string Iso { get; set; } = "";

    public Dictionary<string, string> Names { get; set; } = [];

    public List<string> Languages { get; set; } = [];

    public string TimeZone { get; set; } = "";

    public string? MemberUntil { get; set; }
}

internal sealed class RegionsFile
{
    public List<RegionEntry> Regions { get; set; } = [];
}

internal sealed class RegionEntry
{
    public string Code { get; set; } = "";

    public string Country { get; set; } = "";

    public Dictionary<string, string> Names { get; set; } = [];
}

internal sealed class NetworkFile
{
    public List<SeedAuthority> Authorities { get; set; } = [];
}

internal sealed class SeedAuthority
{
    public string Id { get; set; } = "";

    public string Country { get; set; } = "";

    public string Kind { get; set; } = "";

    public Dictionary<string, string> Names { get; set; } = [];

    public string InformalTitle { get; set; } = "";

    public List<string> Languages { get; set; } = [];

    public ContactEntry Contact { get; set; } = new();

    public string? CoordinatedBy { get; set; }

    public SetUpEntry Setup { get; set; } = new();

    public string? Region { get; set; }

    /// <summary>The keywords of its competences, by module.</summary>
    public Dictionary<string, List<string>> Keywords { get; set; } = [];

    /// <summary>The modules in which it is the central authority of its country.</summary>
    public List<string> Central { get; set; } = [];

    public bool OutsidePilot { get; set; }

    public List<MandateEntry> Mandates { get; set; } = [];
}

internal sealed class ContactEntry
{
    public string Email { get; set; } = "";

    public string Phone { get; set; } = "";

    public string Address { get; set; } = "";
}

internal sealed class SetUpEntry
{
    public bool ApprovesRequests { get; set; }

    public bool ApprovesReplies { get; set; }

    public bool TakesReferrals { get; set; }

    public bool Allocates { get; set; }
}

internal sealed class MandateEntry
{
    public string Module { get; set; } = "";

    public string Procedure { get; set; } = "";

    public List<string> Capacity { get; set; } = [];

    public string? CoordinatedBy { get; set; }

    public SetUpEntry? Setup { get; set; }
}

internal sealed class PeopleFile
{
    public List<PersonEntry> People { get; set; } = [];
}

internal sealed class PersonEntry
{
    public string UserName { get; set; } = "";

    public string Name { get; set; } = "";

    public string Email { get; set; } = "";

    public string Authority { get; set; } = "";

    public string Language { get; set; } = "en";

    public bool Featured { get; set; }

    public List<RoleEntry> Roles { get; set; } = [];
}

internal sealed class RoleEntry
{
    public string Module { get; set; } = "";

    public string Role { get; set; } = "";

    public string? Authority { get; set; }
}

internal sealed class ExchangesFile
{
    public List<ExchangeEntry> Exchanges { get; set; } = [];
}

internal sealed class ExchangeEntry
{
    public string Key { get; set; } = "";

    public string Procedure { get; set; } = "";

    public string Sender { get; set; } = "";

    public string? Recipient { get; set; }

    public string? CopyOf { get; set; }

    public string By { get; set; } = "";

    public string Language { get; set; } = "en";

    public int StartedDaysAgo { get; set; }

    public Dictionary<string, object> Answers { get; set; } = [];

    public List<StepEntry> Steps { get; set; } = [];

    public List<MessageEntry> Messages { get; set; } = [];
}

internal sealed class StepEntry
{
    public string Action { get; set; } = "";

    public string By { get; set; } = "";

    public int AfterDays { get; set; }

    public Dictionary<string, object> Answers { get; set; } = [];

    public Dictionary<string, object> Form { get; set; } = [];

    public string? Authority { get; set; }

    public List<string> Items { get; set; } = [];

    public List<string> Assign { get; set; } = [];
}

internal sealed class MessageEntry
{
    public string By { get; set; } = "";

    public int AfterDays { get; set; }

    public string Language { get; set; } = "en";

    public string Text { get; set; } = "";
}
