using System.Text.Encodings.Web;
using System.Text.Json;
using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Features.PersonalDataReports;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Pages.Shared;
using Imi.Web.SignIn;
using Imi.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages;

/// <summary>A person's language, notices, roles and tokens for the HTTP API.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class ProfileModel(UserService people, AccessTokenService tokens, OwnDataQuery ownData, PageTexts texts, TimeProvider time) : PageModel
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The person.</summary>
    public ImiUser Person { get; private set; } = null!;

    /// <summary>The person's tokens.</summary>
    public IReadOnlyList<AccessToken> Tokens { get; private set; } = [];

    /// <summary>How much is held about the person.</summary>
    public OwnDataCounts Held { get; private set; } = null!;

    /// <summary>A token that was just made: shown once.</summary>
    public string? NewToken { get; private set; }

    /// <summary>What was typed of a token to be made.</summary>
    public (string Name, int Days) Typed { get; private set; } = ("", Math.Min(AccessTokenService.DefaultDays, tokens.MostDays));

    /// <summary>The most days for which a token may be made.</summary>
    public int MostDays => tokens.MostDays;

    /// <summary>The time that it is, UTC.</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>What is wrong with what was sent.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Whether the preferences were just kept.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>Shows the profile.</summary>
    public async Task OnGetAsync(bool saved, CancellationToken cancellationToken)
    {
        IsSaved = saved;
        await LoadAsync(cancellationToken);
    }

    /// <summary>Hands out everything that is held about the person.</summary>
    public async Task<IActionResult> OnGetDataAsync(CancellationToken cancellationToken)
    {
        var data = await ownData.ReadAsync(HttpContext.Actor().UserId, cancellationToken);
        Response.ContentType = "application/json";
        Response.Headers.CacheControl = "no-store";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{data.User.UserName}.json\"";
        await JsonSerializer.SerializeAsync(Response.Body, Machine(data, ownData.JournalAsync(data.User.Id, cancellationToken)), Json, cancellationToken);
        return new EmptyResult();
    }

    /// <summary>Keeps language, notices and how much is shown.</summary>
    public async Task<IActionResult> OnPostPreferAsync(string? language, bool notices, bool light, CancellationToken cancellationToken)
    {
        await people.PreferAsync(HttpContext.Actor().UserId, Languages.IsInterface(language) ? language! : texts.Language, notices, cancellationToken);
        await people.ShowLightAsync(HttpContext.Actor().UserId, light, cancellationToken);
        return LocalRedirect("/profile?saved=true");
    }

    /// <summary>Makes a token.</summary>
    [RequireReauthentication]
    public async Task<IActionResult> OnPostTokenAsync(string? name, int? days, CancellationToken cancellationToken)
    {
        Typed = ((name ?? "").Trim(), days ?? Typed.Days);
        if (AccessTokenService.FaultIn(Typed.Name) is { } wrong)
        {
            Errors = Errors with { Errors = [FieldError.Of("name", wrong)] };
        }
        else
        {
            NewToken = await tokens.CreateAsync(
                HttpContext.Actor().UserId,
                Typed.Name.Length > 0 ? Typed.Name : texts["web.profile.token-default"],
                days,
                cancellationToken
            );
            Errors = NewToken is null ? Errors with { Errors = [new FieldError("days", "account.token.range", "most", tokens.MostDays)] } : Errors;
        }

        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Revokes a token.</summary>
    public async Task<IActionResult> OnPostRevokeAsync(Guid token, CancellationToken cancellationToken)
    {
        await tokens.RevokeAsync(HttpContext.Actor().UserId, token, cancellationToken);
        return LocalRedirect("/profile?saved=true");
    }

    private object Machine(OwnData data, IAsyncEnumerable<Processing> journal) =>
        new
        {
            Retention = texts["people.own.until"],
            data.User.Id,
            data.User.UserName,
            data.User.Name,
            data.User.Email,
            data.User.Language,
            data.User.NoticesByEmail,
            data.User.IsLight,
            Roles = data.User.Roles.Select(grant => new
            {
                Authority = data.Authorities.GetValueOrDefault(grant.AuthorityId),
                grant.Module,
                Role = grant.Role.ToString().ToLowerInvariant(),
            }),
            Tokens = data.Tokens.Select(token => new
            {
                token.Name,
                token.CreatedAt,
                token.ExpiresAt,
                token.LastUsedAt,
                token.RevokedAt,
            }),
            Sessions = data.Sessions.Select(session => new
            {
                session.StartedAt,
                session.LastUsedAt,
                session.Browser,
                session.Address,
            }),
            Providers = data.Providers.Select(link => new { link.Issuer, link.LinkedAt }),
            Passkeys = data.Passkeys.Select(passkey => new
            {
                passkey.Name,
                passkey.CreatedAt,
                passkey.LastUsedAt,
            }),
            data.Notices,
            data.Allocations,
            data.Looks,
            Journal = journal,
        };

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var id = HttpContext.Actor().UserId;
        Person = (await people.FindAsync(id, cancellationToken))!;
        Tokens = await tokens.ListAsync(id, cancellationToken);
        Held = await ownData.CountAsync(id, cancellationToken);
    }
}
