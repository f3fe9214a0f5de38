using System.Reflection;
using Imi.Kernel.Network.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Imi.Web.SignIn;

/// <summary>
/// A handler that asks again who somebody is, although what it needs of the access matrix does not: for what people change of their own
/// account, and for pages whose form carries a file, which cannot be kept meanwhile.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ConfirmAnewAttribute : Attribute
{
    /// <summary>Whether somebody who showed long ago who they are is asked again before a handler runs.</summary>
    public static bool IsAsked(MethodInfo handler, string httpMethod) =>
        handler.GetCustomAttribute<ConfirmAnewAttribute>() is not null
        || (!HttpMethods.IsGet(httpMethod) && NeedsAttribute.Of(handler)?.Permissions.Any(AccessMatrix.AsksAgain) == true);
}

/// <summary>Asks again who somebody is, before handlers that change what the access matrix says it is asked for. What was typed is given back.</summary>
internal sealed class ConfirmingAnew(KeptForm keptForm, Confirmations confirmations, TimeProvider time) : IAsyncPageFilter
{
    private const string View = "/Pages/Shared/ConfirmAnew.cshtml";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var (http, stop) = (context.HttpContext, context.HttpContext.RequestAborted);
        if (
            context.HandlerMethod is not { } handler
            || !ConfirmAnewAttribute.IsAsked(handler.MethodInfo, handler.HttpMethod)
            || http.SessionOrNull() is not { } session
            || session.IsConfirmedAt(time.GetUtcNow().UtcDateTime)
        )
        {
            await next();
            return;
        }

        var address = http.Request.Path + http.Request.QueryString;
        var kept = IsKept(http.Request) ? await keptForm.KeepAsync(address, await http.Request.ReadFormAsync(stop), session.UserId, stop) : null;
        var purpose = kept is null
            ? new ConfirmationPurpose("", HttpMethods.IsPost(http.Request.Method) ? http.Request.Path : address)
            : new ConfirmationPurpose(kept, null);
        var asked = await confirmations.AskAsync(purpose, session, null, stop);
        context.Result = new ViewResult
        {
            ViewName = View,
            ViewData = new ViewDataDictionary<ConfirmationAsked>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = asked },
        };
    }

    /// <summary>A file is not kept: it is chosen again on the page where the form stands.</summary>
    private static bool IsKept(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) != true;
}
