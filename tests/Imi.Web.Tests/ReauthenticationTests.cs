using System.Reflection;
using System.Text.RegularExpressions;
using Imi.Kernel.Network.Access;
using Imi.Web.SignIn;
using Microsoft.Data.Sqlite;

namespace Imi.Web.Tests;

/// <summary>Tests that changing rights, keys, policy areas or holds requires a recent reauthentication.</summary>
[Collection(OnePlatform.Name)]
public sealed partial class ReauthenticationTests(DemonstrationPlatform platform)
{
    /// <summary>
    /// The permissions for which a sign-in is enough. A new permission requires reauthentication until it is listed as everyday work in the
    /// access matrix and here.
    /// </summary>
    private static readonly Permission[] Everyday =
    [
        Permission.UsePlatform,
        Permission.BeginExchange,
        Permission.ReadExchange,
        Permission.ReadWithoutPersonalData,
        Permission.ReadInTurn,
        Permission.ReadInformation,
        Permission.SeeThatItExisted,
        Permission.OpenSpecialCategories,
        Permission.TakeAction,
        Permission.Contribute,
        Permission.Rectify,
        Permission.AskWhy,
        Permission.SeeReaders,
        Permission.AskForDecision,
        Permission.OverseeRetention,
        Permission.AnswerDataSubjects,
    ];

    /// <summary>Changes to a person's own account, which need no permission but require reauthentication.</summary>
    private static readonly string[] OfOnesOwn =
    [
        "POST /profile/calendar?handler=Make",
        "POST /profile/sign-in?handler=Allow",
        "POST /profile/sign-in?handler=Authenticator",
        "POST /profile/sign-in?handler=Codes",
        "POST /profile/sign-in?handler=Passkey",
        "POST /profile/sign-in?handler=RemovePasskey",
        "POST /profile/sign-in?handler=Shut",
        "POST /profile?handler=Token",
    ];

    [Fact]
    public void Every_permission_beyond_everyday_work_requires_reauthentication() =>
        Assert.Equal(
            AccessMatrix.Rules.Select(rule => rule.Permission).Distinct().Except(Everyday).Order(),
            Enum.GetValues<Permission>().Where(AccessMatrix.AsksAgain).Order()
        );

    [Fact]
    public async Task Only_pages_with_sensitive_changes_require_reauthentication_in_an_old_session()
    {
        using var http = new HttpClient { BaseAddress = new Uri(platform.Host.Address), Timeout = TimeSpan.FromMinutes(1) };
        var token = await SignInLongAgoAsync(http, "marie.lefevre");
        var asked = new List<string>();
        var expected = new List<string>(OfOnesOwn);
        foreach (var door in AccessWalk.Pages().Where(door => !door.IsReading && door.Route != "/account/confirm")) // This page itself contains the form.
        {
            if (door.Needs!.Any(AccessMatrix.AsksAgain))
                expected.Add(door.ToString());
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("reason", "typed")]);
            using var answer = await http.PostAsync(AddressOf(door), form);
            if ((await answer.Content.ReadAsStringAsync()).Contains("action=\"/account/confirm\"", StringComparison.Ordinal))
                asked.Add(door.ToString());
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
        Assert.Contains("POST /authorities/{id:guid}/mandates?handler=Save", asked);
        Assert.Contains("POST /exchanges/{id:guid}/retention?handler=Hold", asked);
        Assert.All(
            await AccessWalk.EndpointsAsync(http),
            endpoint => Assert.True(endpoint.IsReading || !endpoint.Needs!.Any(AccessMatrix.AsksAgain), $"{endpoint}: a token cannot reauthenticate")
        );
    }

    [Fact]
    public async Task Reauthentication_precedes_the_choice_of_a_file_and_leads_back_to_the_page()
    {
        using var http = new HttpClient { BaseAddress = new Uri(platform.Host.Address), Timeout = TimeSpan.FromMinutes(1) };
        await SignInLongAgoAsync(http, "marie.lefevre");
        var page = await http.GetStringAsync("/modules/upload");
        Assert.DoesNotContain("type=\"file\"", page, StringComparison.Ordinal);
        using var confirmed = new FormUrlEncodedContent([
            new("__RequestVerificationToken", TokenIn(page)),
            new("ReturnUrl", Regex.Match(page, "name=\"ReturnUrl\" value=\"(?<to>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["to"].Value),
        ]);
        using var back = await http.PostAsync("/account/confirm", confirmed);
        Assert.Equal("/modules/upload", back.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Contains("type=\"file\"", await back.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<string> SignInLongAgoAsync(HttpClient http, string userName)
    {
        using var form = new FormUrlEncodedContent([
            new("userName", userName),
            new("__RequestVerificationToken", TokenIn(await http.GetStringAsync("/sign-in"))),
        ]);
        (await http.PostAsync("/sign-in", form)).Dispose();
        var token = TokenIn(await http.GetStringAsync("/profile"));
        await using var database = new SqliteConnection($"Data Source={Path.Combine(platform.Host.DataDirectory, "imi.db")};Pooling=False");
        await database.OpenAsync();
        await using var elapsed = database.CreateCommand();
        elapsed.CommandText =
            "UPDATE \"Sessions\" SET \"ConfirmedAt\" = '2020-01-01 00:00:00' WHERE \"UserId\" = (SELECT \"Id\" FROM \"Users\" WHERE \"UserName\" = @user)";
        elapsed.Parameters.AddWithValue("@user", userName);
        Assert.NotEqual(0, await elapsed.ExecuteNonQueryAsync());
        return token;
    }

    private static string AddressOf(AccessWalk.Door door) => Parameter().Replace(door.Route, found => AccessWalk.Fitting(found.Value)) + door.Suffix;

    private static string TokenIn(string page) => Token().Match(page).Groups["token"].Value;

    [GeneratedRegex("\\{[^}]+\\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
