using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Imi.Web.SignIn;

/// <summary>Requires recent reauthentication before sensitive page handlers run. A posted form is saved and continues afterwards.</summary>
internal sealed class ReauthenticationFilter(KeptForm keptForm, ReauthenticationService reauthentication, TimeProvider time) : IAsyncPageFilter
{
    private const string View = "/Pages/Shared/Reauthenticate.cshtml";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var (http, stop) = (context.HttpContext, context.HttpContext.RequestAborted);
        if (
            context.HandlerMethod is not { } handler
            || !RequireReauthenticationAttribute.IsRequired(handler.MethodInfo, handler.HttpMethod)
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
            ? new ReauthenticationPurpose("", HttpMethods.IsPost(http.Request.Method) ? http.Request.Path : address)
            : new ReauthenticationPurpose(kept, null);
        var prompt = await reauthentication.PromptAsync(purpose, session, null, stop);
        context.Result = new ViewResult
        {
            ViewName = View,
            ViewData = new ViewDataDictionary<ReauthenticationPrompt>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = prompt },
        };
    }

    /// <summary>Files are not saved: the person chooses them again on the page of the form.</summary>
    private static bool IsKept(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) != true;
}
