using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Whoever guesses is slowed down; whose account it is gets in.</summary>
public abstract class ThrottleStories(Platform platform)
{
    private const string Wrong = "a password of somebody else";

    [SkippableFact]
    public async Task Guessing_at_an_account_has_to_wait_twice_as_long_each_time_and_its_owners_browser_does_not()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var own = new SignInAttempt("192.0.2.1", new Dictionary<Guid, string> { [account.Officer.Id] = "her own browser" });
        for (var guess = 0; guess < 5; guess++)
            Assert.Null((await account.TriesAsync(Wrong, guess % 2 == 0 ? null : account.Email, Account.FromElsewhere)).Wait);

        Assert.Equal(15, Seconds(await account.TriesAsync(Account.Password, null, Account.FromElsewhere))); // Right, but not even looked at.
        Assert.NotNull((await account.TriesAsync(Account.Password, null, own)).Done);
        story.SecondsPass(16);
        Assert.Null((await account.TriesAsync(Wrong, null, Account.FromElsewhere)).Wait);
        Assert.Equal(30, Seconds(await account.TriesAsync(Wrong, null, Account.FromElsewhere)));
        story.SecondsPass(31);
        Assert.NotNull((await account.TriesAsync(Account.Password, null, Account.FromElsewhere)).Done);
        Assert.Null((await account.TriesAsync(Wrong, null, Account.FromElsewhere)).Wait);
    }

    [SkippableFact]
    public async Task A_name_that_nobody_has_waits_like_one_that_somebody_has()
    {
        var story = await platform.BeginAsync();
        var account = await Account.RegisteredAsync(story);
        for (var guess = 0; guess < 5; guess++)
            Assert.Equal(new SignInAnswer<SignInStep>(null, null), await account.TriesAsync(Wrong, "nobody.of-that-name", Account.FromElsewhere));
        Assert.Equal(15, Seconds(await account.TriesAsync(Wrong, "nobody.of-that-name", Account.FromElsewhere)));
    }

    [SkippableFact]
    public async Task Tries_at_the_same_moment_are_no_more_than_one_after_another()
    {
        var story = await platform.BeginAsync();
        var account = await Account.RegisteredAsync(story);
        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => account.TriesAsync(Wrong, null, Account.FromElsewhere)));
        Assert.Equal(5, tries.Count(one => one.Wait is null));
    }

    [SkippableFact]
    public async Task One_address_that_tries_many_names_has_to_wait_and_a_right_one_in_between_does_not_free_it()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var address = Account.FromElsewhere;
        for (var name = 0; name < 50; name++)
            Assert.Null((await account.TriesAsync(Wrong, $"guess-{name}-{account.UserName}", address)).Wait);
        Assert.Equal(15, Seconds(await account.TriesAsync(Account.Password, null, address)));
        Assert.NotNull((await account.TriesAsync(Account.Password, null, Account.FromElsewhere)).Done);
        story.SecondsPass(16);
        Assert.NotNull((await account.TriesAsync(Account.Password, null, address)).Done);
        Assert.NotNull((await account.TriesAsync(Wrong, "guess-once-more", address)).Wait);
    }

    [SkippableFact]
    public async Task Codes_cannot_be_guessed_either()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var step = (await account.SaysAsync())!;
        for (var guess = 0; guess < 5; guess++)
            Assert.Null(await account.ShowsInTheSameMinuteAsync(step, "000000"));
        Assert.Null(await account.ShowsInTheSameMinuteAsync(step, account.CodeNow()));
        story.SecondsPass(30);
        Assert.NotNull(await account.ShowsInTheSameMinuteAsync(step, account.CodeNow()));
    }

    [SkippableFact]
    public async Task Guessing_at_the_present_password_in_a_session_waits_stands_in_the_journal_and_learns_nothing_from_an_unfit_new_one()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var session = await SessionStories.BeginAsync(story, account.Officer);
        var unfit = await Task.WhenAll(((string[])[Wrong, Account.Password]).Select(guess => ChangesAsync(account, session, guess, "short")));
        Assert.Equal(unfit[0].Flaw, unfit[1].Flaw);
        Assert.Equal("account.password.too-short", unfit[0].Flaw!.TextKey);

        for (var guess = 0; guess < 3; guess++)
            Assert.Equal(OwnAccountService.WrongCurrent, (await ChangesAsync(account, session, Wrong, Next)).Flaw!.TextKey);
        for (var guess = 0; guess < 2; guess++)
            Assert.Null((await AgainAsync(account, session, Wrong)).Wait);
        foreach (
            var wait in (TimeSpan?[])
                [
                    (await ChangesAsync(account, session, Account.Password, Next)).Wait,
                    (await AgainAsync(account, session, Account.Password)).Wait,
                    (await account.TriesAsync(Account.Password, null, Account.FromElsewhere)).Wait,
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
    public async Task One_IPv6_network_that_tries_many_names_has_to_wait_whichever_of_its_addresses_it_comes_from()
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
    public async Task An_IPv6_network_of_many_sites_may_try_more_often_but_not_for_ever()
    {
        var story = await platform.BeginAsync();
        var network = $"2001:db8:{story.Now.Ticks & 0xffff:x}";
        var waits = await story.PartsAsync(async parts =>
        {
            var book = parts.GetRequiredService<SignInThrottleStore>();
            var told = new List<TimeSpan?>();
            for (var guess = 0; guess <= 500; guess++)
                told.Add(await book.CountAsync($"name:guess-{guess}", $"{network}:{guess:x}::1", CancellationToken.None));
            return told;
        });

        Assert.All(waits.Take(500), wait => Assert.Null(wait));
        Assert.Equal(15, (int)waits[^1]!.Value.TotalSeconds);
    }

    [SkippableFact]
    public async Task An_IPv4_address_counts_alike_where_it_is_mapped_into_IPv6()
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

    private static Task<PasswordChange> ChangesAsync(Account account, Session session, string current, string next) =>
        account.Story.AskAtOnceAsync<OwnAccountService, PasswordChange>(
            (desk, stop) => desk.ChangePasswordAsync(session, current, next, Account.FromElsewhere, stop)
        );

    private static Task<ConfirmationAnswer> AgainAsync(Account account, Session session, string shown) =>
        account.Story.AskAtOnceAsync<SignInService, ConfirmationAnswer>((desk, stop) => desk.CheckAgainAsync(session, shown, Account.FromElsewhere, stop));

    private static int Seconds(SignInAnswer<SignInStep> answer) => (int)answer.Wait!.Value.TotalSeconds;
}

public sealed class SqliteThrottleStories(SqlitePlatform platform) : ThrottleStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlThrottleStories(PostgreSqlPlatform platform) : ThrottleStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerThrottleStories(SqlServerPlatform platform) : ThrottleStories(platform), IClassFixture<SqlServerPlatform>;
