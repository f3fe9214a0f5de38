using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;

namespace Imi.Web.Pages.Authorities;

/// <summary>
/// The form of an authority's part in a policy area and of its people's roles. It has one button, so that no tick is lost. What was shown
/// goes along: only what its sender changed is a change, whatever somebody else saved meanwhile.
/// </summary>
internal sealed class GrantingForm(IFormCollection form)
{
    /// <summary>The id of the form's element.</summary>
    public const string Id = "grants";

    /// <summary>How the authority works in the policy area; null where that was not changed.</summary>
    public SetupSetting? Setup => form.ContainsKey("setup") && IsChanged("setup", Written(TypedSetup)) ? TypedSetup : null;

    /// <summary>The mandates that were changed, by procedure.</summary>
    public IEnumerable<(string Procedure, MandateSetting Setting)> Mandates =>
        Texts("procedure")
            .Distinct(StringComparer.Ordinal)
            .Select(procedure => (Procedure: procedure, Setting: SettingOf(procedure)))
            .Where(one => IsChanged($"mandates.{one.Procedure}", Written(one.Setting)));

    /// <summary>The roles that were changed, by person.</summary>
    public IEnumerable<(Guid Person, IReadOnlySet<Role> Roles)> Roles =>
        Ids("person").Distinct().Select(person => (Person: person, Roles: RolesOf(person))).Where(one => IsChanged($"roles.{one.Person}", Written(one.Roles)));

    /// <summary>How the authority works in the policy area, as it was ticked.</summary>
    public SetupSetting TypedSetup => new(IsOn("central"), IsOn("allocates"), Texts("keywords").ToHashSet(StringComparer.Ordinal));

    /// <summary>The roles of a person as they were ticked.</summary>
    public IReadOnlySet<Role> RolesOf(Guid person) => Values<Role>($"roles.{person}");

    /// <summary>A setting as the form carries it along.</summary>
    public static string Written(SetupSetting setting) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{setting.IsCentral} {setting.Allocates} {string.Join(' ', setting.Keywords.Order(StringComparer.Ordinal))}"
        );

    /// <summary>A setting as the form carries it along.</summary>
    public static string Written(MandateSetting setting) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(' ', setting.Capacities.Order())} {setting.Coordinator} {string.Join(' ', setting.Further.Order())} {setting.ApprovesRequests} {setting.ApprovesReplies} {setting.TakesReferrals}"
        );

    /// <summary>Roles as the form carries them along.</summary>
    public static string Written(IEnumerable<Role> roles) => string.Join(' ', roles.Order());

    /// <summary>The setting of a procedure as it is kept.</summary>
    public static MandateSetting Kept(Granting granting, Procedure procedure)
    {
        var linked = Linked(granting, procedure);
        return new MandateSetting(
            Enum.GetValues<Capacity>().Where(capacity => granting.MandateFor(procedure.Name, capacity) is not null).ToHashSet(),
            linked?.CoordinatorId,
            linked?.ApprovesRequests == true,
            linked?.ApprovesReplies == true,
            linked?.TakesReferrals == true
        )
        {
            Further = [.. linked?.Further.Select(other => other.CoordinatorId) ?? []],
        };
    }

    /// <summary>The roles of a person in the policy area as they are kept.</summary>
    public static IEnumerable<Role> Kept(Granting granting, ImiUser person) =>
        person
            .Roles.Where(grant =>
                grant.AuthorityId == granting.Authority.Id && grant.Module == granting.Module.Name && MandateService.ModuleRoles.Contains(grant.Role)
            )
            .Select(grant => grant.Role)
            .Distinct();

    private static Mandate? Linked(Granting granting, Procedure procedure) =>
        ((Capacity[])[Capacity.Sender, Capacity.Recipient])
            .Select(capacity => granting.MandateFor(procedure.Name, capacity))
            .FirstOrDefault(mandate => mandate is not null);

    private MandateSetting SettingOf(string procedure) =>
        new(
            Values<Capacity>($"capacities.{procedure}"),
            Ids($"coordinator.{procedure}").Select(one => (Guid?)one).FirstOrDefault(),
            IsOn($"approvesRequests.{procedure}"),
            IsOn($"approvesReplies.{procedure}"),
            IsOn($"takesReferrals.{procedure}")
        )
        {
            Further = [.. Ids($"further.{procedure}")],
        };

    private bool IsChanged(string name, string written) => !form.TryGetValue($"was.{name}", out var was) || was.ToString() != written;

    private bool IsOn(string name) => form[name].Contains("true");

    private HashSet<T> Values<T>(string name)
        where T : struct, Enum => [.. Texts(name).Select(text => Enum.TryParse<T>(text, out var value) ? value : (T?)null).OfType<T>()];

    private IEnumerable<Guid> Ids(string name) => Texts(name).Select(text => Guid.TryParse(text, out var id) ? id : (Guid?)null).OfType<Guid>();

    private IEnumerable<string> Texts(string name) => form[name].OfType<string>();
}
