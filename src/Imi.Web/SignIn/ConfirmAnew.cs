using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Imi.Web.SignIn;

/// <summary>
/// A handler that does something sensitive: whoever showed who they are more than ten minutes ago is asked again first, and what
/// was typed is given back.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ConfirmAnewAttribute : Attribute;

/// <summary>Asks again who somebody is, before handlers that say so.</summary>
internal sealed class ConfirmingAnew(KeptForm keptForm, Confirmations confirmations, TimeProvider time) : IAsyncPageFilter
{
    private const string View = "/Pages/Shared/ConfirmAnew.cshtml";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        if (context.HandlerMethod?.MethodInfo.GetCustomAttribute<ConfirmAnewAttribute>() is null
            || context.HttpContext.SessionOrNull() is not { } session || session.IsConfirmedAt(time.GetUtcNow().UtcDateTime))
        {
            await next();
            return;
        }

        var kept = keptForm.Keep(request.Path + request.QueryString, await request.ReadFormAsync(context.HttpContext.RequestAborted), session.UserId);
        context.Result = new ViewResult
        {
            ViewName = View,
            ViewData = new ViewDataDictionary<ConfirmationAsked>(new EmptyModelMetadataProvider(), new ModelStateDictionary())
            {
                Model = await confirmations.AskAsync(kept, session, isWrong: false, null, context.HttpContext.RequestAborted),
            },
        };
    }
}
