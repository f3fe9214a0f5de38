using System.Globalization;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Imi.Web.Pages.Shared;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;

namespace Imi.Web.SignIn;

/// <summary>
/// Changes the language of a page without losing a half-filled form. The language button posts the form to its own page; nothing is saved, and the page is
/// rendered in the new language with the typed values.
/// </summary>
internal static class LanguageChange
{
    /// <summary>The hidden field that identifies a form of its page.</summary>
    public const string FormField = "__Form";

    private const string Wanted = "switch-language";
    private const string Handler = "handler";
    private static readonly object Key = new();

    /// <summary>Returns the address that shows the page again in another language.</summary>
    public static string AddressOf(HttpRequest request, string language)
    {
        var query = QueryString.Create(Rest(request)).Add(Wanted, language);
        return $"{request.PathBase}{request.Path}{query}";
    }

    /// <summary>Returns the typed form for a page that fills it in itself, as pages with repeated groups must; null if the language was not changed.</summary>
    public static TypedForm? Take(HttpContext context)
    {
        var typed = context.Items[Key] as TypedForm;
        if (typed is not null)
            typed.IsTaken = true;
        return typed;
    }

    /// <summary>Answers language changes; passes all other requests on.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var wanted = request.Query[Wanted].ToString();
        if (
            !HttpMethods.IsPost(request.Method)
            || !Languages.IsInterface(wanted)
            || request.Path.StartsWithSegments("/api")
            || request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true
        )
        {
            await next(context);
            return;
        }

        BodyLimits.Bound(context, context.ActorOrNull() is null ? BodyLimits.OpenForm : BodyLimits.Form);
        if (!await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            if (context.ActorOrNull() is null)
            {
                await next(context); // The session has ended: a later step saves the form.
                return;
            }

            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var typed = new TypedForm(await request.ReadFormAsync(context.RequestAborted), Languages.CultureOf(PageLanguage.Of(context)));
        await SwitchAsync(context, wanted, context.RequestAborted);
        context.Items[Key] = typed;
        if (typed.Fields[KeepTypedForms.Field].ToString() is { Length: > 0 } kept)
            context.Items[KeepTypedForms.Item] = kept;
        request.Method = HttpMethods.Get;
        request.QueryString = QueryString.Create(Rest(request));
        await FillAsync(context, next, typed);
    }

    /// <summary>Stores a language in the browser and, if somebody is signed in, with the person. It applies to the current request already.</summary>
    public static async Task SwitchAsync(HttpContext context, string language, CancellationToken cancellationToken)
    {
        PageLanguage.Keep(context, language);
        if (context.ActorOrNull() is not { } actor)
        {
            context.Items[typeof(PageLanguage)] = language;
            return;
        }

        await context.RequestServices.GetRequiredService<UserService>().PreferAsync(actor.UserId, new Preferences { Language = language }, cancellationToken);
        context.SetActor(actor with { Language = language }, context.SessionOrNull());
    }

    private static IEnumerable<KeyValuePair<string, StringValues>> Rest(HttpRequest request) => request.Query.Where(one => one.Key is not (Wanted or Handler));

    private static async Task FillAsync(HttpContext context, RequestDelegate next, TypedForm typed)
    {
        var body = context.Response.Body;
        await using var page = new MemoryStream();
        context.Response.Body = page;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        page.Position = 0;
        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) != true)
        {
            await page.CopyToAsync(body, context.RequestAborted);
            return;
        }

        using var document = await new HtmlParser().ParseDocumentAsync(page, context.RequestAborted);
        if (document.QuerySelector($"input[name={FormField}][value='{typed.Place}']")?.Closest("form") is { } form)
        {
            form.SetAttribute("data-typed", "");
            if (!typed.IsTaken)
                Fill(form, typed.Fields);
        }

        context.Response.ContentLength = null;
        await context.Response.WriteAsync(document.ToHtml(), context.RequestAborted);
    }

    private static void Fill(IElement form, IFormCollection fields)
    {
        foreach (var select in Owned<IHtmlSelectElement>(form, "select[name]").Where(select => fields.ContainsKey(select.Name!)))
        {
            foreach (var option in select.Options)
                Mark(option, "selected", fields[select.Name!].Contains(option.Value));
        }

        // HTML drops one line break at the start of a text area.
        foreach (var area in Owned<IHtmlTextAreaElement>(form, "textarea[name]").Where(area => fields.ContainsKey(area.Name!)))
            area.TextContent = "\n" + fields[area.Name!];
        foreach (var input in Owned<IHtmlInputElement>(form, "input[name]"))
        {
            if (input.Type is "checkbox" or "radio")
                Mark(input, "checked", fields[input.Name!].Contains(input.Value));
            else if (
                (input.Type is not ("hidden" or "password" or "file" or "submit") || SaysWhatWasShown(input.Name!))
                && fields.TryGetValue(input.Name!, out var typed)
            )
                input.SetAttribute("value", typed.ToString());
        }
    }

    /// <summary>Whether a hidden field says what the form showed, so that a change made meanwhile is still noticed after the change of language.</summary>
    private static bool SaysWhatWasShown(string name) => name == Revisions.Field || name.StartsWith("was.", StringComparison.Ordinal);

    /// <summary>Finds the fields of a form: those inside it, and those elsewhere on the page that refer to it.</summary>
    private static IEnumerable<T> Owned<T>(IElement form, string selector)
        where T : class, IElement => form.QuerySelectorAll<T>(selector).Concat(form.Owner!.QuerySelectorAll<T>($"{selector}[form='{form.Id}']")).Distinct();

    private static void Mark(IElement element, string attribute, bool isSet)
    {
        if (isSet)
            element.SetAttribute(attribute, attribute);
        else
            element.RemoveAttribute(attribute);
    }
}

/// <summary>A form that is shown again in another language.</summary>
/// <param name="Fields">The typed values.</param>
/// <param name="Culture">The culture in which they were typed.</param>
internal sealed record TypedForm(IFormCollection Fields, CultureInfo Culture)
{
    /// <summary>The index of the form on its page; -1 if unknown.</summary>
    public int Place { get; } = int.TryParse(Fields[LanguageChange.FormField], CultureInfo.InvariantCulture, out var place) ? place : -1;

    /// <summary>Whether the page fills in the form itself.</summary>
    public bool IsTaken { get; set; }
}
