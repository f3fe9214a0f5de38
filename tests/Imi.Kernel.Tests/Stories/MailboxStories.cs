using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Access to a person's mailbox alone does not open an account that the person has set up.</summary>
public abstract class MailboxStories(Platform platform)
{
    private const string Theirs = "fünf Tauben zählen Kieselsteine";

    [SkippableFact]
    public async Task Setting_a_password_by_link_revokes_an_earlier_recovery()
    {
        var (_, account, administrator) = await BeginAsync();
        Assert.Null((await RenewalStories.SendsRecoveryAsync(administrator, account.Officer)).Result().Code);
        var recovery = await LastLinkAsync(account);

        await ResetsAsync(account, Theirs);

        foreach (var password in (string[])[Theirs, Account.Password])
            Assert.Null((await RenewalStories.UsesRecoveryLinkAsync(account, recovery, password)).Done);
    }

    [SkippableFact]
    public async Task A_password_set_by_link_opens_no_recovery_before_its_use_with_the_second_factor()
    {
        var (_, account, administrator) = await BeginAsync();
        await ResetsAsync(account, Theirs);

        var code = (await RenewalStories.SendsRecoveryAsync(administrator, account.Officer)).Result().Code;
        var recovery = await LastLinkAsync(account);
        Assert.Null((await RenewalStories.UsesRecoveryLinkAsync(account, recovery, Theirs)).Done);
        var step = (await RenewalStories.UsesRecoveryLinkAsync(account, recovery, code!.ToUpperInvariant().Replace('-', ' '))).Done!;
        Assert.Null((await RenewalStories.UsesRecoveryLinkAsync(account, recovery, code)).Done);

        // Setting up an app with the code does not confirm the password that was reset by mail.
        await account.SetUpAuthenticatorAsync(step);
        Assert.NotNull((await RenewalStories.SendsRecoveryAsync(administrator, account.Officer)).Result().Code);
    }

    [SkippableFact]
    public async Task A_reset_password_opens_a_recovery_after_its_use_with_the_second_factor()
    {
        var (_, account, administrator) = await BeginAsync();
        await ResetsAsync(account, Theirs);
        Assert.NotNull(await account.EntersCodeAsync((await account.EntersPasswordAsync(Theirs))!));

        Assert.Null((await RenewalStories.SendsRecoveryAsync(administrator, account.Officer)).Result().Code);
        Assert.NotNull((await RenewalStories.UsesRecoveryLinkAsync(account, await LastLinkAsync(account), Theirs)).Done);
    }

    [SkippableFact]
    public async Task A_person_with_only_a_passkey_recovers_by_link_and_code()
    {
        var (story, account, administrator) = await BeginAsync();
        await OnlyPasskeyAsync(story, account);

        var code = (await RenewalStories.SendsRecoveryAsync(administrator, account.Officer)).Result().Code;
        var link = await LastLinkAsync(account);
        Assert.True((await story.CallAsync<SecondFactorRecoveryService, OpenRecovery?>((service, stop) => service.FindAsync(link, stop)))!.IsByCode);
        Assert.Null((await RenewalStories.UsesRecoveryLinkAsync(account, link, "aaaa-bbbb-cccc-dddd")).Done);
        var step = (await RenewalStories.UsesRecoveryLinkAsync(account, link, code!)).Done!;
        await account.SetUpAuthenticatorAsync(step);
        Assert.Empty(await story.CallAsync<PasskeyService, IReadOnlyList<Passkey>>((service, stop) => service.ListAsync(account.Officer.Id, stop)));
    }

    [SkippableFact]
    public async Task A_password_reset_does_not_sign_in_a_person_with_a_passkey()
    {
        var (story, account, _) = await BeginAsync();
        await OnlyPasskeyAsync(story, account);
        await account.RequestsPasswordResetAsync();
        Assert.True((await account.SetsPasswordAsync(await LastLinkAsync(account), Theirs))!.Step!.IsComplete); // The passkey is required next.
    }

    [SkippableFact]
    public async Task An_external_account_is_linked_only_after_the_second_factor()
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
        Assert.NotNull(await account.EntersCodeAsync(own));
        Assert.True(await story.CallAsync<ProviderSignInService, bool>((service, stop) => service.LinkAsync(own, stop)));
        Assert.Equal(account.Officer.Id, (await EntersByProviderAsync(story, theirs))!.SignedIn!.Actor.UserId);
    }

    [SkippableFact]
    public async Task A_mail_sets_no_password_for_a_person_with_only_an_external_account()
    {
        var (story, account) = await RegisteredAsync();
        var welcome = await LastLinkAsync(account);
        Assert.NotNull(
            (await EntersByProviderAsync(story, new ProvidedIdentity("https://login.example", "hers", account.Email, null, IsByTwoFactors: true)))!.SignedIn
        );
        Assert.Null(await account.SetsPasswordAsync(welcome, Theirs));

        await account.RequestsPasswordResetAsync();
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
    public async Task A_mail_opens_no_account_reset_by_an_operator()
    {
        var (story, account, administrator) = await BeginAsync();
        await account.RequestsPasswordResetAsync();
        var reset = await LastLinkAsync(account);
        await story.CallAsync<AccountService, bool>((service, stop) => service.ForgetAsync(account.Officer.Id, stop));

        Assert.Null(await account.SetsPasswordAsync(reset, Theirs));
        await account.RequestsPasswordResetAsync();
        Assert.Null(await account.WelcomeAsync());
        Assert.Empty(await account.LinksAsync());
        Assert.NotNull((await RenewalStories.SendsRecoveryAsync(administrator, account.Officer)).Result().Code);
    }

    [SkippableFact]
    public async Task An_invitation_sets_up_an_account_only_once()
    {
        var (story, account) = await RegisteredAsync();
        var first = await LastLinkAsync(account);
        await account.WelcomeAsync();
        await account.SetUpByLinkAsync(await LastLinkAsync(account));
        Assert.Null(await account.SetsPasswordAsync(first, Theirs));
        Assert.Null(await account.WelcomeAsync());

        // A change within the session revokes the links in the mailbox.
        await account.RequestsPasswordResetAsync();
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
        await account.RequestsPasswordResetAsync();
        Assert.True((await account.SetsPasswordAsync(await LastLinkAsync(account), password))!.Step!.IsComplete);
    }

    /// <summary>Leaves the person with only a passkey, without password and app.</summary>
    private static async Task OnlyPasskeyAsync(Story story, Account account)
    {
        var session = await SessionStories.BeginAsync(story, account.Officer);
        var step = (await story.CallAsync<OwnAccountService, SignInStep?>((service, stop) => service.OfferAuthenticatorAsync(session, stop)))!;
        var made = new NewPasskey(Guid.CreateVersion7().ToString("N"), [1, 2, 3], 0);
        Assert.NotNull(
            (
                await story.CallAsync<PasskeyService, PasskeySetting?>(
                    (service, stop) => service.AddAsync(step, made, "Work laptop", Guid.CreateVersion7().ToByteArray(), session.Id, stop)
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
        story.CallAsync<ProviderSignInService, ProviderSignIn?>((service, stop) => service.EnterAsync(identity, stop));

    private static Task<IReadOnlyList<ProviderLink>> LinksAsync(Story story, Account account) =>
        story.CallAsync<ProviderSignInService, IReadOnlyList<ProviderLink>>((service, stop) => service.LinksAsync(account.Officer.Id, stop));
}

public sealed class SqliteMailboxStories(SqlitePlatform platform) : MailboxStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlMailboxStories(PostgreSqlPlatform platform) : MailboxStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerMailboxStories(SqlServerPlatform platform) : MailboxStories(platform), IClassFixture<SqlServerPlatform>;
