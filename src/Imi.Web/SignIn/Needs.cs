using System.Reflection;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Imi.Web.SignIn;

/// <summary>
/// Declares the permissions of the access matrix that a page, a page handler or an API endpoint needs. The service behind it enforces them; a test calls every
/// page and endpoint in every role and compares.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NeedsAttribute(params Permission[] permissions) : Attribute
{
    /// <summary>The permissions, of which one is enough.</summary>
    public IReadOnlyList<Permission> Permissions => permissions;

    /// <summary>Returns the declaration of a page handler, or else of its page; null if there is none.</summary>
    public static NeedsAttribute? Of(MethodInfo handler) =>
        handler.GetCustomAttribute<NeedsAttribute>() ?? handler.DeclaringType?.GetCustomAttribute<NeedsAttribute>();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", permissions);
}

/// <summary>Declares the permissions of API endpoints.</summary>
internal static class NeedsExtensions
{
    /// <summary>Declares the permissions of an endpoint, of which one is enough.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, params Permission[] permissions) =>
        endpoint.WithMetadata(new NeedsAttribute(permissions));
}

/// <summary>Records refused attempts to change something in the journal: forged forms and guessed addresses.</summary>
internal sealed class RefusalJournal(UserService people) : IAsyncPageFilter, IEndpointFilter
{
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

        await people.NoteAsync(actor.UserId, AccountActions.Refused, $"{needs}: {context.Request.Method} {AddressOf(context)}", context.RequestAborted);
    }

    /// <summary>Returns the route with its ids only, so that nothing a person typed enters the journal.</summary>
    private static string AddressOf(HttpContext context) =>
        string.Join(
            ' ',
            [
                ((RouteEndpoint?)context.GetEndpoint())?.RoutePattern.RawText,
                .. context.Request.RouteValues.Values.OfType<string>().Where(value => Guid.TryParse(value, out _)),
            ]
        );
}
