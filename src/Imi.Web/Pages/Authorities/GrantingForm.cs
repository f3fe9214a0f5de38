using System.Globalization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Web.Pages.Shared;

namespace Imi.Web.Pages.Authorities;

/// <summary>
/// Reads the form with an authority's mandates and its people's roles in a policy area. The form has a single button and also posts the values that were shown,
/// so that only the sender's own changes are applied. After a conflict, the page shows these changes beside what others have saved meanwhile.
/// </summary>
internal sealed class GrantingForm(IFormCollection form)
{
    /// <summary>The id of the form's element.</summary>
    public const string Id = "grants";

    /// <summary>The revision of the authority that the form showed; null if it names none.</summary>
    public int? Revision => Revisions.Read(form);

    /// <summary>The authority's setup in the policy area; null if it was not changed.</summary>
    public SetupSetting? Setup => form.ContainsKey("setup") && IsChanged("setup", Written(TypedSetup)) ? TypedSetup : null;

    /// <summary>The changed mandates, by procedure.</summary>
    public IEnumerable<(string Procedure, MandateSetting Setting)> Mandates =>
        Texts("procedure")
            .Distinct(StringComparer.Ordinal)
            .Select(procedure => (Procedure: procedure, Setting: SettingOf(procedure)))
            .Where(one => IsChanged($"mandates.{one.Procedure}", Written(one.Setting)));

    /// <summary>The changed roles, by person.</summary>
    public IEnumerable<(Guid Person, IReadOnlySet<Role> Roles)> Roles =>
        Ids("person").Distinct().Select(person => (Person: person, Roles: RolesOf(person))).Where(one => IsChanged($"roles.{one.Person}", Written(one.Roles)));

    private SetupSetting TypedSetup => new(IsOn("central"), IsOn("allocates"), Texts("keywords").ToHashSet(StringComparer.Ordinal));

    private IReadOnlySet<Role> RolesOf(Guid person) => Values<Role>($"roles.{person}");

    /// <summary>Serializes a setup for the hidden field with the value shown.</summary>
    public static string Written(SetupSetting setting) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{setting.IsCentral} {setting.Allocates} {string.Join(' ', setting.Keywords.Order(StringComparer.Ordinal))}"
        );

    /// <summary>Serializes the mandates of a procedure for the hidden field with the value shown.</summary>
    public static string Written(MandateSetting setting) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(' ', setting.Capacities.Order())} {setting.Coordinator} {string.Join(' ', setting.Further.Order())} "
                + $"{setting.ApprovesRequests} {setting.ApprovesReplies} {setting.TakesReferrals}"
        );

    /// <summary>Serializes roles for the hidden field with the value shown.</summary>
    public static string Written(IEnumerable<Role> roles) => string.Join(' ', roles.Order());

    /// <summary>Returns the saved mandates of a procedure.</summary>
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

    /// <summary>Returns the saved roles of a person in the policy area.</summary>
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
