using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DueCalendar;
using Imi.Kernel.Foundation.Texts;
using Imi.Kernel.Network.Accounts;

namespace Imi.Web.Hosting;

/// <summary>
/// Gives calendar programs the last days of what a person has to do, in iCalendar (RFC 5545), without personal data. The address contains a secret; a wrong one
/// is answered like an address that does not exist.
/// </summary>
internal static class Calendars
{
    /// <summary>The path of a calendar, without the secret.</summary>
    public const string Path = "/calendar";

    /// <summary>The address of a person's calendar.</summary>
    public static string AddressOf(AccountSettings settings, string secret) => $"{settings.PublicAddress}{Path}/{secret}.ics";

    /// <summary>Maps the address.</summary>
    public static void MapImiCalendars(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"{Path}/{{secret:length(64)}}.ics", ReadAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ReadAsync(
        string secret,
        HttpResponse response,
        CalendarService calendars,
        ModuleCatalogue catalogue,
        PlatformTexts texts,
        AccountSettings settings,
        CancellationToken cancellationToken
    )
    {
        if (await calendars.OwnerAsync(secret, cancellationToken) is not var (person, language))
            return TypedResults.NotFound();
        var calendar = new Ical.Net.Calendar { ProductId = "-//Imi.Platform//Last days//EN" };
        calendar.AddProperty("X-WR-CALNAME", texts.Get("calendar.name", language));
        foreach (var day in await calendars.DaysAsync(person, cancellationToken))
            calendar.Events.Add(EventOf(day, catalogue.Find(day.Module), texts, language, settings));
        response.Headers.CacheControl = "no-store";
        return TypedResults.Text(new CalendarSerializer().SerializeToString(calendar), "text/calendar; charset=utf-8");
    }

    private static CalendarEvent EventOf(DueDay day, PolicyModule? module, PlatformTexts texts, string language, AccountSettings settings)
    {
        var next = TaskTexts.Find(texts, module, day.Procedure, day.State, day.Task, language);
        return new CalendarEvent
        {
            Uid = $"{day.ExchangeId:N}-{day.Task}@{new Uri(settings.PublicAddress).Host}",
            Summary = next is null ? day.Number : $"{day.Number}: {next}",
            Description = module?.Texts.Find($"procedures.{day.Procedure}.name", language) ?? day.Procedure,
            Start = new CalDateTime(day.Day),
            DtStamp = new CalDateTime(day.ChangedAt, "UTC"),
            Url = new Uri($"{settings.PublicAddress}/exchanges/{day.ExchangeId}"),
            Transparency = Ical.Net.TransparencyType.Transparent,
        };
    }
}
