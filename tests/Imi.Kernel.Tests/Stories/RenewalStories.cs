using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Roles;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>An administrator starts the recovery of a lost second factor without gaining access to the account.</summary>
public abstract class RenewalStories(Platform platform)
{
    [SkippableFact]
    public async Task A_recovery_link_sets_up_a_new_app_only_with_the_password()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var administrator = await account.Officer.Office.EmploysAsync(Role.Administrator);
        await story.CallAsync<SessionService, Session>(
            (service, stop) => service.BeginAsync(account.Officer.Id, new SessionPlace("", "192.0.2.7"), false, "password", stop)
        );
        var formerCodes = account.RecoveryCodes;

        Assert.True(await StartsRecoveryAsync(administrator, account.Officer));
        Assert.Empty(await story.CallAsync<SessionService, IReadOnlyList<Session>>((service, stop) => service.ListAsync(account.Officer.Id, stop)));
        var mail = Assert.Single(await account.MailsAsync(), one => one.Kind == AccountMailKind.Renewal);
        Assert.Equal(TimeSpan.FromDays(1), mail.ExpiresAt - mail.At);
        var link = (await account.LinksAsync())[^1];
        Assert.NotNull(await account.EntersCodeAsync((await account.EntersPasswordAsync())!)); // An unrequested recovery leaves the credentials valid.
        Assert.Null(await account.SetsPasswordAsync(link, "eine ganz andere Wolke im Topf")); // The mail alone sets no password.
        Assert.Null(await story.CallAsync<AccountService, ImiUser?>((service, stop) => service.PersonOfAsync(link, stop)));
        Assert.Null((await UsesRecoveryLinkAsync(account, link, "a password of somebody else")).Done);
        var step = (await UsesRecoveryLinkAsync(account, link, Account.Password)).Done!;
        Assert.Null((await UsesRecoveryLinkAsync(account, link, Account.Password)).Done);

        await account.SetUpAuthenticatorAsync(step);
        Assert.NotNull(await account.EntersCodeAsync((await account.EntersPasswordAsync())!));
        Assert.Null(await account.EntersCodeAsync((await account.EntersPasswordAsync())!, formerCodes[0]));
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
    public async Task Only_an_administrator_starts_recovery_for_colleagues_and_links_cannot_be_guessed()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var stranger = await (await story.AuthorityInAsync("ES")).EmploysAsync(Role.Administrator);
        var colleague = await account.Officer.Office.EmploysAsync(Role.Allocator);
        foreach (var officer in (Officer[])[stranger, colleague, account.Officer])
            Assert.False(await StartsRecoveryAsync(officer, account.Officer));
        Assert.DoesNotContain(await account.MailsAsync(), mail => mail.Kind == AccountMailKind.Renewal);

        var administrator = await account.Officer.Office.EmploysAsync(Role.Administrator);
        Assert.False(await StartsRecoveryAsync(administrator, colleague)); // The colleague has no second factor to lose.
        Assert.True(await StartsRecoveryAsync(administrator, account.Officer));
        var first = (await account.LinksAsync())[^1];
        Assert.True(await StartsRecoveryAsync(administrator, account.Officer));
        Assert.Null((await UsesRecoveryLinkAsync(account, first, Account.Password)).Done); // A newer link replaces it.
        var link = (await account.LinksAsync())[^1];
        for (var guess = 0; guess < 5; guess++)
            Assert.Null((await UsesRecoveryLinkAsync(account, link, $"guess number {guess}")).Wait);
        Assert.NotNull((await UsesRecoveryLinkAsync(account, link, Account.Password)).Wait);
    }

    private static async Task<bool> StartsRecoveryAsync(Officer actor, Officer person) => (await SendsRecoveryAsync(actor, person)).IsDone;

    internal static Task<Outcome<SentRecovery>> SendsRecoveryAsync(Officer actor, Officer person) =>
        actor.Office.Story.CallAsync<SecondFactorHelpService, Outcome<SentRecovery>>(
            (service, stop) => service.RenewAsync(person.Office.Id, person.Id, actor.Actor, stop)
        );

    internal static Task<SignInAnswer<SignInStep>> UsesRecoveryLinkAsync(Account account, string link, string given) =>
        account.Story.CallInSameMinuteAsync<SecondFactorRecoveryService, SignInAnswer<SignInStep>>(
            (service, stop) => service.CheckAsync(link, given, Account.FromUnknownDevice, stop)
        );
}

public sealed class SqliteRenewalStories(SqlitePlatform platform) : RenewalStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlRenewalStories(PostgreSqlPlatform platform) : RenewalStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerRenewalStories(SqlServerPlatform platform) : RenewalStories(platform), IClassFixture<SqlServerPlatform>;
