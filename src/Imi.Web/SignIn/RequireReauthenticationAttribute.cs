using System.Reflection;
using Imi.Kernel.Network.Access;

namespace Imi.Web.SignIn;

/// <summary>
/// A handler that asks again who somebody is, although what it needs of the access matrix does not: for what people change of their own
/// account, and for pages whose form carries a file, which cannot be kept meanwhile.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequireReauthenticationAttribute : Attribute
{
    /// <summary>Whether somebody who showed long ago who they are is asked again before a handler runs.</summary>
    public static bool IsRequired(MethodInfo handler, string httpMethod) =>
        handler.GetCustomAttribute<RequireReauthenticationAttribute>() is not null
        || (!HttpMethods.IsGet(httpMethod) && NeedsAttribute.Of(handler)?.Permissions.Any(AccessMatrix.AsksAgain) == true);
}
