using System.Reflection;
using Imi.Kernel.Network.Access;

namespace Imi.Web.SignIn;

/// <summary>
/// Requires recent reauthentication for a page handler even if its permissions do not: for changes to one's own account, and for pages that upload a file,
/// because a file cannot be saved while the person reauthenticates.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequireReauthenticationAttribute : Attribute
{
    /// <summary>Checks whether a page handler requires recent reauthentication.</summary>
    public static bool IsRequired(MethodInfo handler, string httpMethod) =>
        handler.GetCustomAttribute<RequireReauthenticationAttribute>() is not null
        || (!HttpMethods.IsGet(httpMethod) && NeedsAttribute.Of(handler)?.Permissions.Any(AccessMatrix.AsksAgain) == true);
}
