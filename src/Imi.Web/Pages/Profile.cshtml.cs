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

/// <summary>Lets a person change language and notice settings, manage API tokens and download their own data.</summary>
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

    /// <summary>The person's access tokens.</summary>
    public IReadOnlyList<AccessToken> Tokens { get; private set; } = [];

    /// <summary>The amounts of data held about the person.</summary>
    public OwnDataCounts Held { get; private set; } = null!;

    /// <summary>The new token; shown once.</summary>
    public string? NewToken { get; private set; }

    /// <summary>The new token as typed.</summary>
    public (string Name, int Days) Typed { get; private set; } = ("", Math.Min(AccessTokenService.DefaultDays, tokens.MostDays));

    /// <summary>The longest validity of a token, in days.</summary>
    public int MostDays => tokens.MostDays;

    /// <summary>The current time, UTC.</summary>
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The errors of the page.</summary>
    public ErrorSummary Errors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>The preferences as chosen; null unless they could not be saved.</summary>
    public Preferences? Preferred { get; private set; }

    /// <summary>The reason why the preferences could not be saved.</summary>
    public ErrorSummary PreferenceErrors { get; private set; } = ErrorSummary.Nothing;

    /// <summary>Whether the preferences were just saved.</summary>
    public bool IsSaved { get; private set; }

    /// <summary>Shows the profile.</summary>
    public async Task OnGetAsync(bool saved, CancellationToken cancellationToken)
    {
        IsSaved = saved;
        await LoadAsync(cancellationToken);
    }

    /// <summary>Downloads all data held about the person.</summary>
    public async Task<IActionResult> OnGetDataAsync(CancellationToken cancellationToken)
    {
        var data = await ownData.ReadAsync(HttpContext.Actor().UserId, cancellationToken);
        Response.ContentType = "application/json";
        Response.Headers.CacheControl = "no-store";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{data.User.UserName}.json\"";
        await JsonSerializer.SerializeAsync(Response.Body, Machine(data, ownData.JournalAsync(data.User.Id, cancellationToken)), Json, cancellationToken);
        return new EmptyResult();
    }

    /// <summary>Saves the languages, the notice settings and the amount of detail.</summary>
    public async Task<IActionResult> OnPostPreferAsync(
        string? language,
        string? translateInto,
        string[] understood,
        bool notices,
        ReminderMails? reminders,
        bool simple,
        int? revision,
        CancellationToken cancellationToken
    )
    {
        Preferred = new Preferences
        {
            Language = Languages.IsInterface(language) ? language : texts.Language,
            NoticesByEmail = notices,
            ReminderMails = reminders,
            HasSimpleView = simple,
            Reading = new ReadingPreference(
                Languages.IsKnown(translateInto) ? translateInto : null,
                [.. understood.Where(Languages.IsKnown).Distinct(StringComparer.Ordinal)]
            ),
            Revision = revision,
        };
        var outcome = await people.PreferAsync(HttpContext.Actor().UserId, Preferred, cancellationToken);
        if (outcome.IsDone)
            return LocalRedirect("/profile?saved=true");
        if (outcome.Kind != OutcomeKind.Conflict)
            return NotFound();
        Response.StatusCode = StatusCodes.Status409Conflict;
        PreferenceErrors = ErrorSummary.Of(outcome, texts);
        await LoadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Creates a token.</summary>
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
                Typed.Name.Length > 0 ? Typed.Name : texts["profile.token-default"],
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
            ReminderMails = data.User.ReminderMails.ToString().ToLowerInvariant(),
            data.User.HasSimpleView,
            data.User.TranslatesExchanges,
            data.User.TranslationLanguage,
            data.User.UnderstoodLanguages,
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
