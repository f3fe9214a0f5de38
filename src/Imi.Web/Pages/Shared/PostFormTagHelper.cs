using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Imi.Web.Pages.Shared;

/// <summary>Puts the antiforgery token, and for whom the page was made, into every form that posts: none can be forgotten.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class PostFormTagHelper(IHtmlGenerator generator) : TagHelper
{
    /// <summary>The page that is made.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.PostContent.AppendHtml(generator.GenerateAntiforgery(ViewContext));
        if (ViewContext.HttpContext.ActorOrNull() is { } actor)
            output.PostContent.AppendHtml($"<input type=\"hidden\" name=\"{KeptForm.PersonField}\" value=\"{actor.UserId}\">");
    }
}
