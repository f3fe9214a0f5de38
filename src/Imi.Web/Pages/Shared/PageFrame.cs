using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Web.Hosting;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Diagnostics;

namespace Imi.Web.Pages.Shared;

/// <summary>Loads the content around every page: the signed-in person and the counts of tasks and notices.</summary>
internal sealed class PageFrame(
    IHttpContextAccessor http,
    InboxQuery inbox,
    NoticeService notices,
    AuthorityDirectory directory,
    WebSettings settings,
    PageTexts texts
)
{
    /// <summary>Loads the content around the page.</summary>
    public async Task<Content> LoadAsync(CancellationToken cancellationToken)
    {
        var context = http.HttpContext!;
        if (context.ActorOrNull() is not { } actor)
            return new Content(context, null, "", 0, 0, settings.IsDemonstration);
        if (actor.HasSimpleView)
            return new Content(context, actor, "", 0, 0, settings.IsDemonstration); // The simple view shows no counts.
        try
        {
            return await LoadAsync(context, actor, cancellationToken);
        }
        catch (Exception away) when (context.Features.Get<IExceptionHandlerFeature>() is not null && DatabaseFaults.IsOne(away))
        {
            return new Content(context, actor, "", 0, 0, settings.IsDemonstration); // The database has failed, so the error page is shown without counts.
        }
    }

    private async Task<Content> LoadAsync(HttpContext context, Actor actor, CancellationToken cancellationToken)
    {
        var counts = await CountsAsync(context, actor, cancellationToken);
        var authorities = await directory.LabelsAsync([.. actor.Grants.Select(grant => grant.AuthorityId).Distinct().Take(3)], cancellationToken);
        return new Content(
            context,
            actor,
            string.Join(" · ", authorities.Values.Select(authority => authority.NameFor(texts.Language))),
            counts.Where(count => count.View == InboxView.ToDo).Sum(count => count.Count),
            await notices.UnreadAsync(actor.UserId, cancellationToken),
            settings.IsDemonstration
        );
    }

    /// <summary>Counts the exchanges of each view, once a request.</summary>
    public async Task<IReadOnlyList<InboxCount>> CountsAsync(HttpContext context, Actor actor, CancellationToken cancellationToken)
    {
        if (context.Items[typeof(InboxCount)] is IReadOnlyList<InboxCount> known)
            return known;
        var counts = await inbox.CountAsync(actor, cancellationToken);
        context.Items[typeof(InboxCount)] = counts;
        return counts;
    }

    /// <summary>The content around a page.</summary>
    internal sealed record Content(HttpContext Context, Actor? Actor, string AuthorityName, int ToDo, int Unread, bool IsDemonstration)
    {
        /// <summary>Returns the <c>aria-current</c> value of a menu entry; null for entries other than the current page's.</summary>
        public string? Current(string path) => Context.Request.Path.StartsWithSegments(path) ? "page" : null;
    }
}
