using System.Reflection;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Imi.Web.SignIn;

/// <summary>
/// What a page, one of its handlers or an endpoint of the API needs of the access matrix. The desk behind it decides; a test asks
/// every page and endpoint in every role and compares.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NeedsAttribute(params Permission[] permissions) : Attribute
{
    /// <summary>The permissions, of which one is enough.</summary>
    public IReadOnlyList<Permission> Permissions => permissions;

    /// <summary>What a handler of a page needs, or else its page; null where neither says it.</summary>
    public static NeedsAttribute? Of(MethodInfo handler) =>
        handler.GetCustomAttribute<NeedsAttribute>() ?? handler.DeclaringType?.GetCustomAttribute<NeedsAttribute>();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", permissions);
}

/// <summary>Says what an endpoint of the API needs.</summary>
internal static class NeedsExtensions
{
    /// <summary>Says what an endpoint needs of the access matrix: one of the permissions.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, params Permission[] permissions) =>
        endpoint.WithMetadata(new NeedsAttribute(permissions));
}

/// <summary>Journals what somebody tried to change without being permitted to: forged forms, and addresses that were guessed.</summary>
internal sealed class RefusalJournal(UserService people) : IAsyncPageFilter, IEndpointFilter
{
    /// <summary>What the journal calls it.</summary>
    public const string Entry = "refused";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var done = await next();
        if (done.Result is IStatusCodeActionResult { StatusCode: { } status } && context.HandlerMethod?.MethodInfo is { } handler)
            await NoteAsync(context.HttpContext, status, NeedsAttribute.Of(handler));
    }

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        if (((result as INestedHttpResult)?.Result ?? result) is IStatusCodeHttpResult { StatusCode: { } status })
            await NoteAsync(context.HttpContext, status, context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<NeedsAttribute>());
        return result;
    }

    private async Task NoteAsync(HttpContext context, int status, NeedsAttribute? needs)
    {
        if (
            HttpMethods.IsGet(context.Request.Method)
            || HttpMethods.IsHead(context.Request.Method)
            || status is not (StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)
            || needs is null
            || needs.Permissions.Contains(Permission.UsePlatform)
            || context.ActorOrNull() is not { } actor
        )
        {
            return;
        }

        await people.NoteAsync(actor.UserId, Entry, $"{needs}: {context.Request.Method} {AddressOf(context)}", context.RequestAborted);
    }

    /// <summary>The address without what somebody may have typed into it.</summary>
    private static string AddressOf(HttpContext context) =>
        string.Join(
            ' ',
            [
                ((RouteEndpoint?)context.GetEndpoint())?.RoutePattern.RawText,
                .. context.Request.RouteValues.Values.OfType<string>().Where(value => Guid.TryParse(value, out _)),
            ]
        );
}
