using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Roles;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Whoever lost the second factor is helped by the administrator, who gets in nowhere by it.</summary>
public abstract class RenewalStories(Platform platform)
{
    [SkippableFact]
    public async Task The_administrator_has_a_link_sent_and_only_with_the_password_a_new_app_is_set_up_by_it()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var administrator = await account.Officer.Office.EmploysAsync(Role.Administrator);
        await story.AskAsync<SessionService, Session>(
            (desk, stop) => desk.BeginAsync(account.Officer.Id, new SessionPlace("", "192.0.2.7"), false, "password", stop)
        );
        var formerCodes = account.RecoveryCodes;

        Assert.True(await RenewsAsync(administrator, account.Officer));
        Assert.Empty(await story.AskAsync<SessionService, IReadOnlyList<Session>>((desk, stop) => desk.ListAsync(account.Officer.Id, stop)));
        var mail = Assert.Single(await account.MailsAsync(), one => one.Kind == AccountMailKind.Renewal);
        Assert.Equal(TimeSpan.FromDays(1), mail.ExpiresAt - mail.At);
        var link = (await account.LinksAsync())[^1];
        Assert.NotNull(await account.ShowsAsync((await account.SaysAsync())!)); // Nothing is lost by a renewal that nobody asked for.
        Assert.Null(await account.SetsPasswordAsync(link, "eine ganz andere Wolke im Topf")); // The mail alone sets no password.
        Assert.Null(await story.AskAsync<AccountService, ImiUser?>((desk, stop) => desk.PersonOfAsync(link, stop)));
        Assert.Null((await GivesAsync(account, link, "a password of somebody else")).Done);
        var step = (await GivesAsync(account, link, Account.Password)).Done!;
        Assert.Null((await GivesAsync(account, link, Account.Password)).Done);

        await account.SetUpAuthenticatorAsync(step);
        Assert.NotNull(await account.ShowsAsync((await account.SaysAsync())!));
        Assert.Null(await account.ShowsAsync((await account.SaysAsync())!, formerCodes[0]));
        Assert.Equal(
            administrator.Id,
            await story.DatabaseAsync(database =>
                database
                    .Set<JournalEntry>()
                    .Where(entry => entry.What == "second-factor-renewal" && entry.Detail == account.Officer.Id.ToString())
                    .Select(entry => entry.UserId)
                    .SingleAsync()
            )
        );
    }

    [SkippableFact]
    public async Task Nobody_renews_their_own_second_factor_or_that_of_people_elsewhere_and_a_link_cannot_be_guessed_at()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var stranger = await (await story.AuthorityInAsync("ES")).EmploysAsync(Role.Administrator);
        var colleague = await account.Officer.Office.EmploysAsync(Role.Allocator);
        foreach (var officer in (Officer[])[stranger, colleague, account.Officer])
            Assert.False(await RenewsAsync(officer, account.Officer));
        Assert.DoesNotContain(await account.MailsAsync(), mail => mail.Kind == AccountMailKind.Renewal);

        var administrator = await account.Officer.Office.EmploysAsync(Role.Administrator);
        Assert.False(await RenewsAsync(administrator, colleague)); // Who has none cannot have lost it.
        Assert.True(await RenewsAsync(administrator, account.Officer));
        var first = (await account.LinksAsync())[^1];
        Assert.True(await RenewsAsync(administrator, account.Officer));
        Assert.Null((await GivesAsync(account, first, Account.Password)).Done); // A newer link ends it.
        var link = (await account.LinksAsync())[^1];
        for (var guess = 0; guess < 5; guess++)
            Assert.Null((await GivesAsync(account, link, $"guess number {guess}")).Wait);
        Assert.NotNull((await GivesAsync(account, link, Account.Password)).Wait);
    }

    private static async Task<bool> RenewsAsync(Officer actor, Officer person) => await SendsRenewalAsync(actor, person) is not null;

    internal static Task<SentRecovery?> SendsRenewalAsync(Officer actor, Officer person) =>
        actor.Office.Story.AskAsync<SecondFactorHelpService, SentRecovery?>((desk, stop) => desk.RenewAsync(person.Office.Id, person.Id, actor.Actor, stop));

    internal static Task<SignInAnswer<SignInStep>> GivesAsync(Account account, string link, string given) =>
        account.Story.AskAtOnceAsync<SecondFactorRecoveryService, SignInAnswer<SignInStep>>(
            (desk, stop) => desk.CheckAsync(link, given, Account.FromElsewhere, stop)
        );
}

public sealed class SqliteRenewalStories(SqlitePlatform platform) : RenewalStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlRenewalStories(PostgreSqlPlatform platform) : RenewalStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerRenewalStories(SqlServerPlatform platform) : RenewalStories(platform), IClassFixture<SqlServerPlatform>;
