using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Testing;
using Imi.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using static Imi.Web.Tests.AccessWalk;

namespace Imi.Web.Tests;

/// <summary>
/// The demonstration network with one exchange and, for each role, one person at each kind of authority: the sender, the recipient, the
/// sender's coordinator, the national coordinator of its country, an authority that acts in its name, and an unrelated one.
/// </summary>
internal sealed partial class AccessStage : IAsyncDisposable
{
    private const string Module = "ecommerce";
    private const string OtherModule = "services";
    private readonly DemonstrationPlatform _platform = new();
    private readonly SqliteDatabaseFixture _database = new();
    private readonly List<Person> _people = [];
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public PlatformProcess Host => _platform.Host;

    public IReadOnlyList<Person> People => _people;

    public async Task PrepareAsync()
    {
        await _database.InitializeAsync();
        await _platform.InitializeAsync();
        await using var context = Open();
        var sender = await AuthorityAsync(context, "es-dg-consumo");
        var exchange = await context
            .Set<Exchange>()
            .FirstAsync(one => one.SenderId == sender && one.Module == Module && one.Phase == Phase.Open && one.RecipientId != null);
        var coordinator = await context
            .Set<Mandate>()
            .Where(one => one.AuthorityId == sender && one.Module == Module && one.CoordinatorId != null)
            .Select(one => one.CoordinatorId!.Value)
            .FirstAsync();
        var national = await context
            .Set<Authority>()
            .Where(one => one.Country == "ES" && one.Kind == AuthorityKind.NationalCoordinator)
            .Select(one => one.Id)
            .FirstAsync();
        var central = await context
            .Set<Authority>()
            .Where(one => one.Country == "ES" && one.Kind == AuthorityKind.CompetentAuthority && one.Id != sender && one.Id != coordinator)
            .OrderBy(one => one.Code)
            .Select(one => one.Id)
            .FirstAsync();
        Place[] places =
        [
            new("sender", sender, Module, [AccessScope.Party, AccessScope.NamedParty], [AccessScope.Own], [AccessScope.Own]),
            new("sender-elsewhere", sender, OtherModule, [AccessScope.Party], [AccessScope.Own], [AccessScope.Own]),
            new("recipient", exchange.RecipientId!.Value, Module, [AccessScope.Party, AccessScope.NamedParty], [], [AccessScope.Own]),
            new(
                "coordinator",
                coordinator,
                Module,
                [AccessScope.CoordinatorOfParty, AccessScope.NamedParty],
                [AccessScope.ModuleCoordinator, AccessScope.CountryCoordinator],
                [AccessScope.Own, AccessScope.CountryCoordinator]
            ),
            new(
                "national",
                national,
                Module,
                [],
                [AccessScope.NationalCoordinator, AccessScope.CountryCoordinator],
                [AccessScope.Own, AccessScope.CountryCoordinator, AccessScope.NationalCoordinator]
            ),
            new("acting", central, Module, [AccessScope.ActingFor], [], [AccessScope.Own, AccessScope.ActingFor]),
            new("far-away", await AuthorityAsync(context, "bg-kzp"), Module, [], [], [AccessScope.Own]),
        ];
        foreach (var place in places)
        {
            foreach (var role in Enum.GetValues<Role>())
                _people.Add(await EmployAsync(context, place, role));
        }

        await LetActAsync(Someone("national", Role.Administrator), central, sender, instead: coordinator);
        _values["exchange"] = exchange.Id.ToString();
        _values["authority"] = sender.ToString();
        _values["file"] = await AttachAsync(exchange.Id);
        _values["request"] = await EnterSubjectAsync(Someone("sender", Role.DataProtectionOfficer));
        _values["invitation"] = await InviteAsync(Someone("national", Role.Administrator));
        _values["upload"] = await UploadAsync(Someone("far-away", Role.PolicyOfficer));
    }

    /// <summary>Creates a client that is not signed in.</summary>
    public HttpClient Client() => new() { BaseAddress = new Uri(Host.Address), Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Signs a person in for the pages and the API.</summary>
    /// <returns>The antiforgery token for forms.</returns>
    public static async Task<string> SignInAsync(HttpClient client, Person person)
    {
        var token = Token().Match(await client.GetStringAsync("/help")).Groups["token"].Value;
        using var signedIn = await client.PostAsync("/sign-in", Form(("userName", person.UserName), ("__RequestVerificationToken", token)));
        Assert.NotEqual("/sign-in", signedIn.RequestMessage!.RequestUri!.AbsolutePath);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        return Token().Match(await signedIn.Content.ReadAsStringAsync()).Groups["token"].Value;
    }

    /// <summary>Sends a request to a page or endpoint.</summary>
    /// <returns>The answer; status 401 if it redirects to the sign-in page.</returns>
    public async Task<(HttpStatusCode Status, string Text)> AskAsync(HttpClient client, Door door, string? token)
    {
        using var message = new HttpRequestMessage(new HttpMethod(door.Method), AddressOf(door));
        if (door.IsApi && !door.IsReading)
            message.Content = new StringContent(BodyOf(door), Encoding.UTF8, "application/json");
        else if (!door.IsReading)
            message.Content = Form(("__RequestVerificationToken", token ?? ""));
        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        var isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream"; // It does not end by itself.
        var isSignIn = response.RequestMessage!.RequestUri!.AbsolutePath == "/sign-in";
        return (isSignIn ? HttpStatusCode.Unauthorized : response.StatusCode, isStream ? "" : await response.Content.ReadAsStringAsync());
    }

    /// <summary>Whether the matrix permits a person to use a page or endpoint for the open exchange of the stage and its sender.</summary>
    public static bool IsPermitted(Person person, Door door) =>
        door.Needs!.Where(permission => permission != Permission.SeeThatItExisted) // The exchange is not hidden.
            .Any(permission => ScopesOf(person, door).Any(scope => AccessMatrix.Permits(permission, scope, person.Role)));

    /// <summary>The access scopes of the person's authority for the subject of a page or endpoint.</summary>
    private static IEnumerable<AccessScope> ScopesOf(Person person, Door door)
    {
        var place = person.Place;
        var scopes =
            door.Route.Contains("/invitations/{id", StringComparison.Ordinal) && place.Name != "national" ? [] // The national coordinator sent the invitation.
            : door.Needs!.Contains(Permission.Rectify)
                ? place.ToExchange.Where(scope => scope == AccessScope.ActingFor || place.ToAuthority.Contains(AccessScope.Own)) // Only authors may correct.
            : door.Route.Contains("/exchanges/{id", StringComparison.Ordinal) ? place.ToExchange
            : door.Route.Contains("/authorities/{id", StringComparison.Ordinal) ? place.ToAuthority
            : door.Route.Contains("/authorities/import-mandates", StringComparison.Ordinal)
                ? place
                    .Anywhere.Append(AccessScope.Coordinators) // Every coordinator has some authorities.
                    .Concat(place.Name == "coordinator" ? [AccessScope.ModuleCoordinator] : Array.Empty<AccessScope>())
            : door.Route.Contains("/requests/{id", StringComparison.Ordinal) ? place.ToAuthority.Where(scope => scope == AccessScope.Own)
            : place.Anywhere;
        var isHeld = AccessMatrix.IsHeldForAll(person.Role) || place.Module == Module || !door.Route.Contains("/exchanges", StringComparison.Ordinal);
        return isHeld ? [.. scopes, AccessScope.Platform] : [AccessScope.Platform];
    }

    /// <summary>Returns the distinct journal words of everything that the people of the stage did.</summary>
    public async Task<IReadOnlyList<string>> ChangesAsync()
    {
        var people = _people.Select(person => person.Id).ToList();
        await using var context = Open();
        return await context
            .Set<JournalEntry>()
            .Where(entry => people.Contains(entry.UserId!.Value))
            .Select(entry => entry.What)
            .Distinct()
            .OrderBy(what => what)
            .ToListAsync();
    }

    /// <summary>Returns the number of refused changes that the journal records for the people of the stage.</summary>
    public async Task<int> RefusalsAsync()
    {
        var people = _people.Select(person => person.Id).ToList();
        await using var context = Open();
        return await context.Set<JournalEntry>().CountAsync(entry => people.Contains(entry.UserId!.Value) && entry.What == AccountActions.Refused);
    }

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _database.DisposeAsync();
    }

    private string AddressOf(Door door)
    {
        var id =
            door.Route.Contains("/exchanges/", StringComparison.Ordinal) ? "exchange"
            : door.Route.Contains("/invitations/", StringComparison.Ordinal) ? "invitation"
            : door.Route.Contains("/authorities/", StringComparison.Ordinal) ? "authority"
            : door.Route.Contains("/uploads/", StringComparison.Ordinal) ? "upload"
            : "request";
        return Parameter()
                .Replace(
                    door.Route,
                    found =>
                        found.Groups["name"].Value switch
                        {
                            "id" => _values[id],
                            "file" or "attachment" => _values["file"],
                            "other" or "note" => Guid.Empty.ToString(),
                            "name" or "action" when id == "exchange" => "accept",
                            "name" or "module" => Module,
                            "form" => id == "upload" ? "information-request" : "acceptance",
                            "procedure" => "request",
                            "kind" => "unblocking",
                            "format" => "json",
                            "content" => "",
                            "segment" => "0123456789abcdef",
                            var unknown => throw new InvalidOperationException($"{door}: the parameter {unknown} has no test value."),
                        }
                ) + door.Suffix;
    }

    private string BodyOf(Door door) =>
        door.Route.EndsWith("/exchanges", StringComparison.Ordinal)
            ? $$"""{ "module": "{{Module}}", "procedure": "request", "sender": "{{_values["authority"]}}" }"""
            : """{ "text": "?", "number": "ECOM-R-2026-000001", "reason": "?", "answers": {} }""";

    private async Task<Person> EmployAsync(ImiDbContext context, Place place, Role role)
    {
        var (id, secret) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), $"imi_{place.Name}-{role}");
        var userName = $"{place.Name}.{role}".ToLowerInvariant();
        var module = role is Role.PolicyOfficer or Role.DataProtectionOfficer ? "" : place.Module;
        context.Set<ImiUser>().Add(new ImiUser(id, userName, $"{role}, {place.Name}", $"{userName}@stage.example", "en").Grant(place.Authority, module, role));
        await context.SaveChangesAsync();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        var (token, now) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), TimeProvider.System.GetUtcNow().UtcDateTime);
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO AccessTokens (Id, UserId, Name, Hash, CreatedAt, ExpiresAt) VALUES ({token}, {id}, 'stage', {hash}, {now}, {now.AddDays(1)})"
        );
        return new Person(id, userName, place, role, secret);
    }

    private async Task<string> AttachAsync(Guid exchange)
    {
        var api = await _platform.ApiAsync("carmen.ruiz");
        using var answer = await api.PostAsync($"exchanges/{exchange}/attachments?name=note.txt", new ByteArrayContent("A note."u8.ToArray()));
        return IdOf().Match(await answer.Content.ReadAsStringAsync()).Value;
    }

    private async Task<string> EnterSubjectAsync(Person officer)
    {
        using var session = await PageSession.SignInAsync(Host.Address, officer.UserName);
        var today = DeadlineCalendar.Today(TimeProvider.System).ToString("yyyy-MM-dd", null);
        var (_, address) = await session.PostAsync(
            "/data-protection/requests",
            "/data-protection/requests",
            ("authority", officer.Place.Authority.ToString()),
            ("kind", "Access"),
            ("receivedOn", today),
            ("name", "A Person")
        );
        await session.PostAsync(address, $"{address}?handler=Answer", ("decision", "Refused"), ("restriction", "Nothing is held."));
        return IdOf().Match(address).Value;
    }

    private async Task<string> InviteAsync(Person administrator)
    {
        using var session = await PageSession.SignInAsync(Host.Address, administrator.UserName);
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
        await session.PostAsync(
            "/authorities/invitations",
            "/authorities/invitations",
            ("id", id),
            ("country", "ES"),
            ("module", Module),
            ("email", "office@invited.example"),
            ("language", "es")
        );
        return id;
    }

    /// <summary>Replaces the central authority of the country with another one, which may then act in the name of a third.</summary>
    private async Task LetActAsync(Person administrator, Guid central, Guid authority, Guid instead)
    {
        using var session = await PageSession.SignInAsync(Host.Address, administrator.UserName);
        await session.PostAsync(
            $"/authorities/{instead}/mandates?module={Module}",
            $"/authorities/{instead}/mandates?module={Module}&handler=Save",
            ("setup", "true"),
            ("central", "false")
        );
        await session.PostAsync(
            $"/authorities/{central}/mandates?module={Module}",
            $"/authorities/{central}/mandates?module={Module}&handler=Save",
            ("setup", "true"),
            ("central", "true")
        );
        await session.PostAsync(
            $"/authorities/{authority}/mandates?module={Module}",
            $"/authorities/{authority}/mandates?module={Module}&handler=Acting",
            ("acts", "true")
        );
    }

    private async Task<string> UploadAsync(Person officer)
    {
        using var session = await PageSession.SignInAsync(Host.Address, officer.UserName);
        var (_, address) = await session.UploadAsync("/modules/upload", "archive", PolicyAreas.Zip(PolicyAreas.Files(PolicyAreas.Posting)));
        return IdOf().Match(address).Value;
    }

    private Person Someone(string place, Role role) => _people.First(person => person.Place.Name == place && person.Role == role);

    private ImiDbContext Open() => _database.CreateContext(DatabaseSettings.Embedded(Host.DataDirectory).ConnectionString);

    private static Task<Guid> AuthorityAsync(ImiDbContext context, string code) =>
        context.Set<Authority>().Where(one => one.Code == code).Select(one => one.Id).FirstAsync();

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.None, 1000)]
    private static partial Regex IdOf();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"\{(?<name>[a-z]+)(:[a-z]+(\([^/]*\))?)?\??\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    /// <summary>An authority with its access scopes for the exchange, for the sender and for all other subjects.</summary>
    public sealed record Place(
        string Name,
        Guid Authority,
        string Module,
        IReadOnlyList<AccessScope> ToExchange,
        IReadOnlyList<AccessScope> ToAuthority,
        IReadOnlyList<AccessScope> Anywhere
    );

    /// <summary>A person with one role at one authority.</summary>
    public sealed record Person(Guid Id, string UserName, Place Place, Role Role, string Token)
    {
        /// <inheritdoc/>
        public override string ToString() => UserName;
    }
}
