using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Accounts.SignIn;
using Imi.Kernel.Tests.Persistence;
using OtpNet;

namespace Imi.Kernel.Tests.Stories;

/// <summary>The account of a person, with received mails and an authenticator app.</summary>
internal sealed class Account(Story story, Officer person)
{
    public const string Password = "vier Ziegel trocknen im Regen";
    private byte[] _key = [];

    /// <summary>Registers a person as coordinators do.</summary>
    public static async Task<Account> RegisteredAsync(Story story)
    {
        var officer = await story.HandlerInAsync("ES");
        var account = new Account(story, officer);
        Assert.NotNull(await account.WelcomeAsync());
        return account;
    }

    /// <summary>Registers a person and sets up password and authenticator app.</summary>
    public static async Task<Account> SetUpAsync(Story story)
    {
        var account = await RegisteredAsync(story);
        await account.SetUpByLinkAsync((await account.LinksAsync())[^1]);
        return account;
    }

    public Story Story => story;

    public Officer Officer => person;

    public string UserName => $"user-{person.Id:N}";

    public string Email => $"{person.Id:N}@example.org";

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public Task<string?> WelcomeAsync() => story.CallAsync<AccountMailQuery, string?>((query, stop) => query.WelcomeAsync(person.Id, stop));

    /// <summary>Returns the pending mails about the account, oldest first.</summary>
    public async Task<List<PendingAccountMail>> MailsAsync() =>
        [
            .. (await story.MailsAsync<AccountMailQuery, PendingAccountMail>((query, ids, stop) => query.MailsAsync(ids, stop)))
                .Where(mail => mail.Email == Email)
                .OrderBy(mail => mail.Id),
        ];

    /// <summary>Returns the tokens of the links in those mails.</summary>
    public async Task<List<string>> LinksAsync()
    {
        var mails = await MailsAsync();
        return await story.CallAsync<AccountMailQuery, List<string>>(
            (query, _) => Task.FromResult(mails.Select(query.LinkOf).OfType<string>().Select(link => link[(link.LastIndexOf('/') + 1)..]).ToList())
        );
    }

    public Task<PasswordSetting?> SetsPasswordAsync(string link, string password = Password) =>
        story.CallAsync<AccountService, PasswordSetting?>((service, stop) => service.SetPasswordAsync(link, password, stop));

    public async Task SetUpByLinkAsync(string link)
    {
        var step = (await SetsPasswordAsync(link))!.Step!;
        Assert.False(step.IsComplete);
        await SetUpAuthenticatorAsync(step);
    }

    public async Task SetUpAuthenticatorAsync(SignInStep step, Session? session = null)
    {
        var offered = await story.CallAsync<AccountService, OfferedAuthenticator?>((service, stop) => service.OfferedAsync(step, stop));
        _key = Base32Encoding.ToBytes(offered!.Key);
        var setting = await story.CallAsync<AccountService, AuthenticatorSetting?>((service, stop) => service.ConfirmAsync(step, CodeNow(), session?.Id, stop));
        RecoveryCodes = setting!.RecoveryCodes;
    }

    /// <summary>Enters the password from an unknown device.</summary>
    public async Task<SignInStep?> EntersPasswordAsync(string password = Password, string? name = null) =>
        (await TriesAsync(password, name, FromUnknownDevice)).Done;

    /// <summary>Enters the password from a given device.</summary>
    public Task<SignInAnswer<SignInStep>> TriesAsync(string password, string? name, SignInAttempt from) =>
        story.CallInSameMinuteAsync<SignInService, SignInAnswer<SignInStep>>(
            (service, stop) => service.CheckPasswordAsync(name ?? UserName, password, from, stop)
        );

    /// <summary>An unknown address and browser.</summary>
    public static SignInAttempt FromUnknownDevice => new($"2001:db8::{Given.NewId():N}", new Dictionary<Guid, string>());

    public Task<SignedIn?> EntersCodeAsync(SignInStep step, string? code = null) =>
        story.CallAsync<SignInService, SignedIn?>(
            async (service, stop) => (await service.CheckCodeAsync(step, code ?? CodeNow(), FromUnknownDevice, stop)).Done
        );

    /// <summary>Enters a code before the next one is generated.</summary>
    public Task<SignedIn?> EntersCodeInSameMinuteAsync(SignInStep step, string code) =>
        story.CallInSameMinuteAsync<SignInService, SignedIn?>(
            async (service, stop) => (await service.CheckCodeAsync(step, code, FromUnknownDevice, stop)).Done
        );

    public Task RequestsPasswordResetAsync(string? name = null) =>
        story.CallAsync<AccountService, bool>(
            async (service, stop) =>
            {
                await service.ForgottenAsync(name ?? UserName, FromUnknownDevice.Address, stop);
                return true;
            }
        );

    /// <summary>Returns the code that the app shows now.</summary>
    public string CodeNow() => new OtpNet.Totp(_key).ComputeTotp(story.Now.UtcDateTime);
}
