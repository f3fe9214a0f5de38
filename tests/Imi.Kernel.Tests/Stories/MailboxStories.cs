using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Somebody who only reads a person's mailbox gets into no account that the person has set up.</summary>
public abstract class MailboxStories(Platform platform)
{
    private const string Theirs = "fünf Tauben zählen Kieselsteine";

    [SkippableFact]
    public async Task A_password_that_was_set_by_a_link_ends_the_renewal_that_was_sent_before()
    {
        var (_, account, administrator) = await BeginAsync();
        Assert.Null((await RenewalStories.SendsRenewalAsync(administrator, account.Officer))!.Code);
        var renewal = await LastLinkAsync(account);

        await ResetsAsync(account, Theirs);

        foreach (var password in (string[])[Theirs, Account.Password])
            Assert.Null((await RenewalStories.GivesAsync(account, renewal, password)).Done);
    }

    [SkippableFact]
    public async Task A_password_that_was_set_by_a_link_and_never_used_with_the_second_factor_opens_no_later_renewal_either()
    {
        var (_, account, administrator) = await BeginAsync();
        await ResetsAsync(account, Theirs);

        var code = (await RenewalStories.SendsRenewalAsync(administrator, account.Officer))!.Code;
        var renewal = await LastLinkAsync(account);
        Assert.Null((await RenewalStories.GivesAsync(account, renewal, Theirs)).Done);
        var step = (await RenewalStories.GivesAsync(account, renewal, code!.ToUpperInvariant().Replace('-', ' '))).Done!;
        Assert.Null((await RenewalStories.GivesAsync(account, renewal, code)).Done);

        // Setting up an app by the code does not vouch for the password that came by mail.
        await account.SetUpAuthenticatorAsync(step);
        Assert.NotNull((await RenewalStories.SendsRenewalAsync(administrator, account.Officer))!.Code);
    }

    [SkippableFact]
    public async Task A_password_that_was_reset_counts_for_a_renewal_once_it_was_used_with_the_second_factor()
    {
        var (_, account, administrator) = await BeginAsync();
        await ResetsAsync(account, Theirs);
        Assert.NotNull(await account.ShowsAsync((await account.SaysAsync(Theirs))!));

        Assert.Null((await RenewalStories.SendsRenewalAsync(administrator, account.Officer))!.Code);
        Assert.NotNull((await RenewalStories.GivesAsync(account, await LastLinkAsync(account), Theirs)).Done);
    }

    [SkippableFact]
    public async Task A_person_who_has_a_passkey_alone_is_helped_by_a_link_and_a_code_that_the_administrator_hands_over()
    {
        var (story, account, administrator) = await BeginAsync();
        await OnlyPasskeyAsync(story, account);

        var code = (await RenewalStories.SendsRenewalAsync(administrator, account.Officer))!.Code;
        var link = await LastLinkAsync(account);
        Assert.True((await story.AskAsync<SecondFactorRecoveryService, OpenRecovery?>((desk, stop) => desk.FindAsync(link, stop)))!.IsByCode);
        Assert.Null((await RenewalStories.GivesAsync(account, link, "aaaa-bbbb-cccc-dddd")).Done);
        var step = (await RenewalStories.GivesAsync(account, link, code!)).Done!;
        await account.SetUpAuthenticatorAsync(step);
        Assert.Empty(await story.AskAsync<PasskeyService, IReadOnlyList<Passkey>>((desk, stop) => desk.ListAsync(account.Officer.Id, stop)));
    }

    [SkippableFact]
    public async Task A_forgotten_password_gives_a_person_with_a_passkey_a_password_but_not_a_session()
    {
        var (story, account, _) = await BeginAsync();
        await OnlyPasskeyAsync(story, account);
        await account.ForgetsAsync();
        Assert.True((await account.SetsPasswordAsync(await LastLinkAsync(account), Theirs))!.Step!.IsComplete); // The passkey is asked for next.
    }

    [SkippableFact]
    public async Task An_account_elsewhere_with_the_address_of_the_mailbox_is_not_linked_before_the_second_factor_was_shown()
    {
        var (story, account, _) = await BeginAsync();
        var theirs = new ProvidedIdentity("https://login.example", "opened by somebody else", account.Email, null, IsByTwoFactors: true);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var vouched = (await EntersByProviderAsync(story, theirs))!;
            Assert.Null(vouched.SignedIn);
            Assert.True(vouched.Step!.IsComplete);
        }

        Assert.Empty(await LinksAsync(story, account));
        var own = (await EntersByProviderAsync(story, theirs))!.Step!;
        Assert.NotNull(await account.ShowsAsync(own));
        Assert.True(await story.AskAsync<ProviderSignInService, bool>((desk, stop) => desk.LinkAsync(own, stop)));
        Assert.Equal(account.Officer.Id, (await EntersByProviderAsync(story, theirs))!.SignedIn!.Actor.UserId);
    }

    [SkippableFact]
    public async Task A_mail_sets_no_password_for_a_person_whom_only_an_account_elsewhere_signs_in()
    {
        var (story, account) = await RegisteredAsync();
        var welcome = await LastLinkAsync(account);
        Assert.NotNull(
            (await EntersByProviderAsync(story, new ProvidedIdentity("https://login.example", "hers", account.Email, null, IsByTwoFactors: true)))!.SignedIn
        );
        Assert.Null(await account.SetsPasswordAsync(welcome, Theirs));

        await account.ForgetsAsync();
        Assert.Empty(await account.LinksAsync());
        Assert.Null(
            (
                await EntersByProviderAsync(
                    story,
                    new ProvidedIdentity("https://other.example", "opened by somebody else", account.Email, null, IsByTwoFactors: true)
                )
            )
        );
    }

    [SkippableFact]
    public async Task A_mail_opens_no_account_that_an_operator_emptied()
    {
        var (story, account, administrator) = await BeginAsync();
        await account.ForgetsAsync();
        var reset = await LastLinkAsync(account);
        await story.AskAsync<AccountService, bool>((desk, stop) => desk.ForgetAsync(account.Officer.Id, stop));

        Assert.Null(await account.SetsPasswordAsync(reset, Theirs));
        await account.ForgetsAsync();
        Assert.Null(await account.WelcomeAsync());
        Assert.Empty(await account.LinksAsync());
        Assert.NotNull((await RenewalStories.SendsRenewalAsync(administrator, account.Officer))!.Code);
    }

    [SkippableFact]
    public async Task An_invitation_sets_up_an_account_once_and_opens_none_that_was_set_up_since()
    {
        var (story, account) = await RegisteredAsync();
        var first = await LastLinkAsync(account);
        await account.WelcomeAsync();
        await account.SetUpByAsync(await LastLinkAsync(account));
        Assert.Null(await account.SetsPasswordAsync(first, Theirs));
        Assert.Null(await account.WelcomeAsync());

        // The session's own change ends what the mailbox still holds.
        await account.ForgetsAsync();
        var reset = await LastLinkAsync(account);
        var session = await SessionStories.BeginAsync(story, account.Officer);
        Assert.True((await SessionStories.ChangeAsync(story, session, Account.Password, Theirs)).IsDone);
        Assert.Null(await account.SetsPasswordAsync(reset, "sieben Löffel im blauen Schuh"));
    }

    private async Task<(Story Story, Account Account)> RegisteredAsync()
    {
        var story = await platform.BeginAsync();
        return (story, await Account.RegisteredAsync(story));
    }

    private async Task<(Story Story, Account Account, Officer Administrator)> BeginAsync()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        return (story, account, await account.Officer.Office.EmploysAsync(Role.Administrator));
    }

    private static async Task ResetsAsync(Account account, string password)
    {
        await account.ForgetsAsync();
        Assert.True((await account.SetsPasswordAsync(await LastLinkAsync(account), password))!.Step!.IsComplete);
    }

    /// <summary>The person sets up a passkey, and password and app are gone: as for somebody who came by a passkey from the beginning.</summary>
    private static async Task OnlyPasskeyAsync(Story story, Account account)
    {
        var session = await SessionStories.BeginAsync(story, account.Officer);
        var step = (await story.AskAsync<OwnAccountService, SignInStep?>((desk, stop) => desk.OfferAuthenticatorAsync(session, stop)))!;
        var made = new NewPasskey(Guid.CreateVersion7().ToString("N"), [1, 2, 3], 0);
        Assert.NotNull(
            (
                await story.AskAsync<PasskeyService, PasskeySetting?>(
                    (desk, stop) => desk.AddAsync(step, made, "Work laptop", Guid.CreateVersion7().ToByteArray(), session.Id, stop)
                )
            )!.Step
        );
        byte[]? none = null;
        (string? Hash, DateTime? At) nothing = (null, null);
        await story.DatabaseAsync(database =>
            database
                .Set<Credential>()
                .Where(one => one.UserId == account.Officer.Id)
                .ExecuteUpdateAsync(change =>
                    change
                        .SetProperty(one => one.PasswordHash, nothing.Hash)
                        .SetProperty(one => one.PasswordSetAt, nothing.At)
                        .SetProperty(one => one.PasswordProvenAt, nothing.At)
                        .SetProperty(one => one.AuthenticatorKey, none)
                )
        );
    }

    private static async Task<string> LastLinkAsync(Account account) => (await account.LinksAsync())[^1];

    private static Task<ProviderSignIn?> EntersByProviderAsync(Story story, ProvidedIdentity identity) =>
        story.AskAsync<ProviderSignInService, ProviderSignIn?>((desk, stop) => desk.EnterAsync(identity, stop));

    private static Task<IReadOnlyList<ProviderLink>> LinksAsync(Story story, Account account) =>
        story.AskAsync<ProviderSignInService, IReadOnlyList<ProviderLink>>((desk, stop) => desk.LinksAsync(account.Officer.Id, stop));
}

public sealed class SqliteMailboxStories(SqlitePlatform platform) : MailboxStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlMailboxStories(PostgreSqlPlatform platform) : MailboxStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerMailboxStories(SqlServerPlatform platform) : MailboxStories(platform), IClassFixture<SqlServerPlatform>;
