using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Guessing is slowed down without locking out the owner of the account.</summary>
public abstract class ThrottleStories(Platform platform)
{
    private const string Wrong = "a password of somebody else";

    [SkippableFact]
    public async Task Each_wrong_password_doubles_the_wait_except_in_the_owners_browser()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var own = new SignInAttempt("192.0.2.1", new Dictionary<Guid, string> { [account.Officer.Id] = "her own browser" });
        for (var guess = 0; guess < 5; guess++)
            Assert.Null((await account.TriesAsync(Wrong, guess % 2 == 0 ? null : account.Email, Account.FromUnknownDevice)).Wait);

        Assert.Equal(15, Seconds(await account.TriesAsync(Account.Password, null, Account.FromUnknownDevice))); // The password is right but is not checked.
        Assert.NotNull((await account.TriesAsync(Account.Password, null, own)).Done);
        story.AdvanceSeconds(16);
        Assert.Null((await account.TriesAsync(Wrong, null, Account.FromUnknownDevice)).Wait);
        Assert.Equal(30, Seconds(await account.TriesAsync(Wrong, null, Account.FromUnknownDevice)));
        story.AdvanceSeconds(31);
        Assert.NotNull((await account.TriesAsync(Account.Password, null, Account.FromUnknownDevice)).Done);
        Assert.Null((await account.TriesAsync(Wrong, null, Account.FromUnknownDevice)).Wait);
    }

    [SkippableFact]
    public async Task An_unknown_user_name_is_throttled_like_a_known_one()
    {
        var story = await platform.BeginAsync();
        var account = await Account.RegisteredAsync(story);
        for (var guess = 0; guess < 5; guess++)
            Assert.Equal(new SignInAnswer<SignInStep>(null, null), await account.TriesAsync(Wrong, "nobody.of-that-name", Account.FromUnknownDevice));
        Assert.Equal(15, Seconds(await account.TriesAsync(Wrong, "nobody.of-that-name", Account.FromUnknownDevice)));
    }

    [SkippableFact]
    public async Task Concurrent_attempts_are_throttled_like_sequential_ones()
    {
        var story = await platform.BeginAsync();
        var account = await Account.RegisteredAsync(story);
        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => account.TriesAsync(Wrong, null, Account.FromUnknownDevice)));
        Assert.Equal(5, tries.Count(one => one.Wait is null));
    }

    [SkippableFact]
    public async Task An_address_that_tries_many_names_waits_despite_a_success()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var address = Account.FromUnknownDevice;
        for (var name = 0; name < 50; name++)
            Assert.Null((await account.TriesAsync(Wrong, $"guess-{name}-{account.UserName}", address)).Wait);
        Assert.Equal(15, Seconds(await account.TriesAsync(Account.Password, null, address)));
        Assert.NotNull((await account.TriesAsync(Account.Password, null, Account.FromUnknownDevice)).Done);
        story.AdvanceSeconds(16);
        Assert.NotNull((await account.TriesAsync(Account.Password, null, address)).Done);
        Assert.NotNull((await account.TriesAsync(Wrong, "guess-once-more", address)).Wait);
    }

    [SkippableFact]
    public async Task Wrong_codes_are_throttled()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var step = (await account.EntersPasswordAsync())!;
        for (var guess = 0; guess < 5; guess++)
            Assert.Null(await account.EntersCodeInSameMinuteAsync(step, "000000"));
        Assert.Null(await account.EntersCodeInSameMinuteAsync(step, account.CodeNow()));
        story.AdvanceSeconds(30);
        Assert.NotNull(await account.EntersCodeInSameMinuteAsync(step, account.CodeNow()));
    }

    [SkippableFact]
    public async Task Wrong_current_passwords_are_throttled_journaled_and_reveal_nothing()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var session = await SessionStories.BeginAsync(story, account.Officer);
        var unfit = await Task.WhenAll(((string[])[Wrong, Account.Password]).Select(guess => ChangePasswordAsync(account, session, guess, "short")));
        Assert.Equal(unfit[0].Flaw, unfit[1].Flaw);
        Assert.Equal("account.password.too-short", unfit[0].Flaw!.TextKey);

        for (var guess = 0; guess < 3; guess++)
            Assert.Equal(OwnAccountService.WrongCurrent, (await ChangePasswordAsync(account, session, Wrong, Next)).Flaw!.TextKey);
        for (var guess = 0; guess < 2; guess++)
            Assert.Null((await ReauthenticateAsync(account, session, Wrong)).Wait);
        foreach (
            var wait in (TimeSpan?[])
                [
                    (await ChangePasswordAsync(account, session, Account.Password, Next)).Wait,
                    (await ReauthenticateAsync(account, session, Account.Password)).Wait,
                    (await account.TriesAsync(Account.Password, null, Account.FromUnknownDevice)).Wait,
                ]
        )
            Assert.Equal(15, (int)wait!.Value.TotalSeconds);
        Assert.Equal(
            5,
            await story.DatabaseAsync(database =>
                database.Set<JournalEntry>().CountAsync(entry => entry.UserId == account.Officer.Id && entry.What == "sign-in-failed")
            )
        );
    }

    [SkippableFact]
    public async Task Addresses_of_one_IPv6_network_are_throttled_together()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var network = $"2001:db8:{story.Now.Ticks & 0xffff:x}:1";
        for (var name = 0; name < 50; name++)
            Assert.Null((await account.TriesAsync(Wrong, $"guess-{name}-{account.UserName}", From($"{network}::{name + 1:x}"))).Wait);
        Assert.Equal(15, Seconds(await account.TriesAsync(Account.Password, null, From($"{network}:aaaa::1"))));
        Assert.NotNull((await account.TriesAsync(Account.Password, null, From($"{network[..^1]}2::1"))).Done);
    }

    [SkippableFact]
    public async Task A_large_IPv6_network_is_throttled_after_more_attempts()
    {
        var story = await platform.BeginAsync();
        var network = $"2001:db8:{story.Now.Ticks & 0xffff:x}";
        var waits = await story.UseServicesAsync(async services =>
        {
            var store = services.GetRequiredService<SignInThrottleStore>();
            var waits = new List<TimeSpan?>();
            for (var guess = 0; guess <= 500; guess++)
                waits.Add(await store.CountAsync($"name:guess-{guess}", $"{network}:{guess:x}::1", CancellationToken.None));
            return waits;
        });

        Assert.All(waits.Take(500), wait => Assert.Null(wait));
        Assert.Equal(15, (int)waits[^1]!.Value.TotalSeconds);
    }

    [SkippableFact]
    public async Task An_IPv4_address_mapped_to_IPv6_counts_as_the_same()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var last = $"203.0.113.{story.Now.Ticks & 0xff}";
        for (var name = 0; name < 50; name++)
            Assert.Null((await account.TriesAsync(Wrong, $"guess-{name}-{account.UserName}", From(name % 2 == 0 ? last : $"::ffff:{last}"))).Wait);
        Assert.NotNull((await account.TriesAsync(Account.Password, null, From($"::ffff:{last}"))).Wait);
    }

    private const string Next = "sieben Löffel im blauen Schuh";

    private static SignInAttempt From(string address) => new(address, new Dictionary<Guid, string>());

    private static Task<PasswordChange> ChangePasswordAsync(Account account, Session session, string current, string next) =>
        account.Story.CallInSameMinuteAsync<OwnAccountService, PasswordChange>(
            (service, stop) => service.ChangePasswordAsync(session, current, next, Account.FromUnknownDevice, stop)
        );

    private static Task<ConfirmationAnswer> ReauthenticateAsync(Account account, Session session, string shown) =>
        account.Story.CallInSameMinuteAsync<SignInService, ConfirmationAnswer>(
            (service, stop) => service.CheckAgainAsync(session, shown, Account.FromUnknownDevice, stop)
        );

    private static int Seconds(SignInAnswer<SignInStep> answer) => (int)answer.Wait!.Value.TotalSeconds;
}

public sealed class SqliteThrottleStories(SqlitePlatform platform) : ThrottleStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlThrottleStories(PostgreSqlPlatform platform) : ThrottleStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerThrottleStories(SqlServerPlatform platform) : ThrottleStories(platform), IClassFixture<SqlServerPlatform>;
