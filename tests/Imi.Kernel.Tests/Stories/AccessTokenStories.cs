using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A token for the API serves for a time, shows that it is used, and ends with what its person signs in with.</summary>
public abstract class AccessTokenStories(Platform platform)
{
    [SkippableFact]
    public async Task A_token_serves_for_ninety_days_or_as_long_as_was_asked_and_its_person_is_told()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var usual = (await CreateAsync(story, account, null))!;
        var shorter = (await CreateAsync(story, account, 7))!;
        Assert.Null(await CreateAsync(story, account, 0));
        Assert.Null(await CreateAsync(story, account, AccountSettings.DefaultLongestTokenDays + 1));
        Assert.Equal(2, (await account.MailsAsync()).Count(mail => mail.Kind == AccountMailKind.TokenCreated));
        Assert.Equal(account.Officer.Id, (await ActorOfAsync(story, usual))!.UserId);

        var begun = DateOnly.FromDateTime(story.Now.UtcDateTime);
        story.ItIs(begun.AddDays(8));
        Assert.Null(await ActorOfAsync(story, shorter));
        Assert.NotNull(await ActorOfAsync(story, usual));
        story.ItIs(begun.AddDays(91));
        Assert.Null(await ActorOfAsync(story, usual));
    }

    [SkippableFact]
    public async Task When_a_token_was_last_used_is_written_every_five_minutes_at_most()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var token = (await CreateAsync(story, account, null))!;
        Assert.Null((await LastAsync(story, account)).LastUsedAt);

        await ActorOfAsync(story, token);
        var first = (await LastAsync(story, account)).LastUsedAt;
        Assert.NotNull(first);
        await ActorOfAsync(story, token);
        Assert.Equal(first, (await LastAsync(story, account)).LastUsedAt);
        story.SecondsPass(300);
        await ActorOfAsync(story, token);
        Assert.True((await LastAsync(story, account)).LastUsedAt > first);
    }

    [SkippableFact]
    public async Task Every_change_of_password_or_second_factor_ends_all_tokens()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var here = await SessionStories.BeginAsync(story, account.Officer);
        var changes = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
        {
            ["password"] = () => SessionStories.ChangeAsync(story, here, Account.Password, "sieben Löffel im blauen Schuh"),
            ["recovery codes"] = () => story.AskAsync<OwnAccountService, IReadOnlyList<string>>((desk, stop) => desk.RenewRecoveryCodesAsync(here, stop)),
            ["app"] = async () =>
                await account.SetUpAuthenticatorAsync(
                    (await story.AskAsync<OwnAccountService, SignInStep?>((desk, stop) => desk.OfferAuthenticatorAsync(here, stop)))!,
                    here
                ),
            ["forgotten password"] = async () =>
            {
                await account.ForgetsAsync();
                await account.SetsPasswordAsync((await account.LinksAsync())[^1], "fünf Tauben zählen Kieselsteine");
            },
            ["everything"] = () => story.AskAsync<AccountService, bool>((desk, stop) => desk.ForgetAsync(account.Officer.Id, stop)),
        };
        foreach (var (what, change) in changes)
        {
            var token = (await CreateAsync(story, account, null))!;
            Assert.True(await ActorOfAsync(story, token) is not null, what);
            await change();
            Assert.True(await ActorOfAsync(story, token) is null, what);
        }
    }

    private static Task<string?> CreateAsync(Story story, Account account, int? days) =>
        story.AskAsync<AccessTokenService, string?>((tokens, stop) => tokens.CreateAsync(account.Officer.Id, "Register", days, stop));

    private static Task<Actor?> ActorOfAsync(Story story, string token) =>
        story.AskAsync<AccessTokenService, Actor?>((tokens, stop) => tokens.ActorOfAsync(token, stop));

    private static async Task<AccessToken> LastAsync(Story story, Account account) =>
        (await story.AskAsync<AccessTokenService, IReadOnlyList<AccessToken>>((tokens, stop) => tokens.ListAsync(account.Officer.Id, stop)))[0];
}

public sealed class SqliteAccessTokenStories(SqlitePlatform platform) : AccessTokenStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlAccessTokenStories(PostgreSqlPlatform platform) : AccessTokenStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerAccessTokenStories(SqlServerPlatform platform) : AccessTokenStories(platform), IClassFixture<SqlServerPlatform>;
