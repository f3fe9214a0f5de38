using Imi.Kernel.Features.DueCalendar;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Web.Hosting;
using Imi.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Imi.Web.Pages.Account;

/// <summary>The secret address of a person's calendar of last days.</summary>
[Needs(Permission.UsePlatform)]
internal sealed class CalendarModel(CalendarService calendars, AccountSettings settings) : PageModel
{
    /// <summary>When the address was made, UTC; null if there is none.</summary>
    public DateTime? MadeAt { get; private set; }

    /// <summary>The address that was just made, shown only once; null otherwise.</summary>
    public string? Address { get; private set; }

    /// <summary>Whether the address was just removed.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>Shows whether there is an address.</summary>
    public async Task OnGetAsync(bool removed, CancellationToken cancellationToken)
    {
        IsRemoved = removed;
        MadeAt = await calendars.MadeAtAsync(HttpContext.Actor().UserId, cancellationToken);
    }

    /// <summary>Makes an address, and ends the one before.</summary>
    [RequireReauthentication]
    public async Task OnPostMakeAsync(CancellationToken cancellationToken)
    {
        Address = Calendars.AddressOf(settings, await calendars.MakeAsync(HttpContext.Actor().UserId, cancellationToken));
        Response.Headers.CacheControl = "no-store";
        MadeAt = await calendars.MadeAtAsync(HttpContext.Actor().UserId, cancellationToken);
    }

    /// <summary>Ends the address.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        await calendars.RemoveAsync(HttpContext.Actor().UserId, cancellationToken);
        return LocalRedirect("/profile/calendar?removed=true");
    }
}
