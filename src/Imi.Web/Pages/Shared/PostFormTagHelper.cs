using System.Globalization;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Imi.Web.Pages.Shared;

/// <summary>
/// Adds hidden fields to every form that posts, so that no page can forget them: the antiforgery token, the proof whose page it is, and the index of the form.
/// </summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class PostFormTagHelper(IHtmlGenerator generator, IServiceProvider services) : TagHelper
{
    private static readonly object Marks = new();

    /// <summary>The context of the page that is being rendered.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Whether this is the main form of its page: when the language is changed without JavaScript, its values are kept.</summary>
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

    /// <summary>Creates the proof once for all forms of a page.</summary>
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

/// <summary>The forms of the page that is being rendered, in page order.</summary>
internal sealed class FormsOfPage
{
    private readonly List<(string Id, bool IsMain, bool HasFiles)> _forms = [];

    /// <summary>Returns the forms of a request's page.</summary>
    public static FormsOfPage Of(HttpContext context) => (FormsOfPage)(context.Items[typeof(FormsOfPage)] ??= new FormsOfPage());

    /// <summary>The id of the form whose values are kept when the language is changed without JavaScript; null if there is none.</summary>
    public string? Main => _forms.Find(form => form.IsMain).Id ?? (_forms.FindAll(form => !form.HasFiles) is [var only] ? only.Id : null);

    /// <summary>Adds a form.</summary>
    /// <returns>The index of the form.</returns>
    public int Add(string? id, bool isMain, bool hasFiles)
    {
        _forms.Add((id ?? string.Create(CultureInfo.InvariantCulture, $"form-{_forms.Count}"), isMain, hasFiles));
        return _forms.Count - 1;
    }

    /// <summary>Returns the id of a form's element.</summary>
    public string IdOf(int place) => _forms[place].Id;
}
