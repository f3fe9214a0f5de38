using System.Reflection;
using Imi.Kernel.Access;
using Imi.Web.Pages.Authorities;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Tests;

/// <summary>Nobody gives or takes rights in a session that somebody left open: who one is has to be shown shortly before.</summary>
public class ConfirmAnewTests
{
    private static readonly Permission[] OfRights =
        [Permission.GrantMandates, Permission.GrantRoles, Permission.EndUsers, Permission.AppointOfficers, Permission.DelegateCoordination, Permission.DeactivateAuthority];

    /// <summary>What is no right, and why its page is about rights all the same.</summary>
    private static readonly string[] Others = [$"{nameof(MandatesModel)}.{nameof(MandatesModel.OnPostSetupAsync)}"];

    [Fact]
    public void Every_handler_that_gives_or_takes_rights_asks_again_who_one_is()
    {
        var handlers = typeof(NeedsAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PageModel)))
            .SelectMany(page => page.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(handler => handler.Name.StartsWith("OnPost", StringComparison.Ordinal) && NeedsAttribute.Of(handler) is { } needs && needs.Permissions.Intersect(OfRights).Any())
            .ToList();
        Assert.NotEmpty(handlers);
        Assert.Equal(Others, handlers.Where(handler => handler.GetCustomAttribute<ConfirmAnewAttribute>() is null).Select(handler => $"{handler.DeclaringType!.Name}.{handler.Name}"));
    }
}
