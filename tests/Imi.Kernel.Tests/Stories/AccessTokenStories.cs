using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;

namespace Imi.Kernel.Tests.Stories;

/// <summary>An API token expires, records its last use and is revoked when its owner's credentials change.</summary>
public abstract class AccessTokenStories(Platform platform)
{
    [SkippableFact]
    public async Task A_token_expires_after_ninety_days_or_the_requested_time()
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
        story.SetDate(begun.AddDays(8));
        Assert.Null(await ActorOfAsync(story, shorter));
        Assert.NotNull(await ActorOfAsync(story, usual));
        story.SetDate(begun.AddDays(91));
        Assert.Null(await ActorOfAsync(story, usual));
    }

    [SkippableFact]
    public async Task The_last_use_of_a_token_is_stored_at_most_every_five_minutes()
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
        story.AdvanceSeconds(300);
        await ActorOfAsync(story, token);
        Assert.True((await LastAsync(story, account)).LastUsedAt > first);
    }

    [SkippableFact]
    public async Task A_changed_password_or_second_factor_revokes_all_tokens()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var here = await SessionStories.BeginAsync(story, account.Officer);
        var changes = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
        {
            ["password"] = () => SessionStories.ChangeAsync(story, here, Account.Password, "sieben Löffel im blauen Schuh"),
            ["recovery codes"] = () =>
                story.CallAsync<OwnAccountService, IReadOnlyList<string>>((service, stop) => service.RenewRecoveryCodesAsync(here, stop)),
            ["app"] = async () =>
                await account.SetUpAuthenticatorAsync(
                    (await story.CallAsync<OwnAccountService, SignInStep?>((service, stop) => service.OfferAuthenticatorAsync(here, stop)))!,
                    here
                ),
            ["forgotten password"] = async () =>
            {
                await account.RequestsPasswordResetAsync();
                await account.SetsPasswordAsync((await account.LinksAsync())[^1], "fünf Tauben zählen Kieselsteine");
            },
            ["everything"] = () => story.CallAsync<AccountService, bool>((service, stop) => service.ForgetAsync(account.Officer.Id, stop)),
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
        story.CallAsync<AccessTokenService, string?>((tokens, stop) => tokens.CreateAsync(account.Officer.Id, "Register", days, stop));

    private static Task<Actor?> ActorOfAsync(Story story, string token) =>
        story.CallAsync<AccessTokenService, Actor?>((tokens, stop) => tokens.ActorOfAsync(token, stop));

    private static async Task<AccessToken> LastAsync(Story story, Account account) =>
        (await story.CallAsync<AccessTokenService, IReadOnlyList<AccessToken>>((tokens, stop) => tokens.ListAsync(account.Officer.Id, stop)))[0];
}

public sealed class SqliteAccessTokenStories(SqlitePlatform platform) : AccessTokenStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlAccessTokenStories(PostgreSqlPlatform platform) : AccessTokenStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerAccessTokenStories(SqlServerPlatform platform) : AccessTokenStories(platform), IClassFixture<SqlServerPlatform>;
