using System.Globalization;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Imi.Web.Pages.Shared;

/// <summary>Puts the antiforgery token, for whom the page was made, and which form of the page it is into every form that posts: none can be forgotten.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class PostFormTagHelper(IHtmlGenerator generator, IServiceProvider services) : TagHelper
{
    private static readonly object Marks = new();

    /// <summary>The page that is made.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Whether it is what the page is for: without JavaScript a change of the language takes along what was typed into it.</summary>
    [HtmlAttributeName("is-main")]
    public bool IsMain { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var forms = FormsOfPage.Of(ViewContext.HttpContext);
        var id = output.Attributes["id"]?.Value?.ToString();
        var place = forms.Add(id, IsMain, output.Attributes.ContainsName("enctype"));
        if (id is null)
            output.Attributes.SetAttribute("id", forms.IdOf(place));
        output.PostContent.AppendHtml(generator.GenerateAntiforgery(ViewContext));
        output.PostContent.AppendHtml(
            string.Create(CultureInfo.InvariantCulture, $"<input type=\"hidden\" name=\"{LanguageChange.FormField}\" value=\"{place}\">")
        );
        if (ViewContext.HttpContext.ActorOrNull() is { } actor)
            output.PostContent.AppendHtml($"<input type=\"hidden\" name=\"{KeptForm.PersonField}\" value=\"{MarkOf(actor.UserId)}\">");
    }

    /// <summary>One for all forms of a page.</summary>
    private string MarkOf(Guid person)
    {
        var items = ViewContext.HttpContext.Items;
        if (items[Marks] is (Guid known, string mark) && known == person)
            return mark;
        var made = services.GetRequiredService<KeptForm>().MarkOf(person);
        items[Marks] = (person, made);
        return made;
    }
}

/// <summary>The forms of the page that is being made, in its order.</summary>
internal sealed class FormsOfPage
{
    private readonly List<(string Id, bool IsMain, bool HasFiles)> _forms = [];

    /// <summary>Those of a request's page.</summary>
    public static FormsOfPage Of(HttpContext context) => (FormsOfPage)(context.Items[typeof(FormsOfPage)] ??= new FormsOfPage());

    /// <summary>The form that goes along when the language is changed without JavaScript; null for none.</summary>
    public string? Main => _forms.Find(form => form.IsMain).Id ?? (_forms.FindAll(form => !form.HasFiles) is [var only] ? only.Id : null);

    /// <summary>Notes a form.</summary>
    /// <returns>Its place on the page.</returns>
    public int Add(string? id, bool isMain, bool hasFiles)
    {
        _forms.Add((id ?? string.Create(CultureInfo.InvariantCulture, $"form-{_forms.Count}"), isMain, hasFiles));
        return _forms.Count - 1;
    }

    /// <summary>The id of a form's element.</summary>
    public string IdOf(int place) => _forms[place].Id;
}
