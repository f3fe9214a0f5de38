using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Accounts.SignIn;
using Imi.Kernel.Tests.Persistence;
using OtpNet;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Somebody's account as they set it up and use it: with the mails they get, and an authenticator app.</summary>
internal sealed class Account(Story story, Officer person)
{
    public const string Password = "vier Ziegel trocknen im Regen";
    private byte[] _key = [];

    /// <summary>Registers somebody as coordinators do.</summary>
    public static async Task<Account> RegisteredAsync(Story story)
    {
        var officer = await story.HandlerInAsync("ES");
        var account = new Account(story, officer);
        Assert.NotNull(await account.WelcomeAsync());
        return account;
    }

    /// <summary>The same with password and authenticator app.</summary>
    public static async Task<Account> SetUpAsync(Story story)
    {
        var account = await RegisteredAsync(story);
        await account.SetUpByAsync((await account.LinksAsync())[^1]);
        return account;
    }

    public Story Story => story;

    public Officer Officer => person;

    public string UserName => $"user-{person.Id:N}";

    public string Email => $"{person.Id:N}@example.org";

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public Task<string?> WelcomeAsync() => story.AskAsync<AccountMailQuery, string?>((desk, stop) => desk.WelcomeAsync(person.Id, stop));

    /// <summary>The mails about the account that wait, oldest first.</summary>
    public async Task<List<PendingAccountMail>> MailsAsync() =>
        [
            .. (await story.MailsAsync<AccountMailQuery, PendingAccountMail>((desk, ids, stop) => desk.MailsAsync(ids, stop)))
                .Where(mail => mail.Email == Email)
                .OrderBy(mail => mail.Id),
        ];

    /// <summary>What their links say.</summary>
    public async Task<List<string>> LinksAsync()
    {
        var mails = await MailsAsync();
        return await story.AskAsync<AccountMailQuery, List<string>>(
            (desk, _) => Task.FromResult(mails.Select(desk.LinkOf).OfType<string>().Select(link => link[(link.LastIndexOf('/') + 1)..]).ToList())
        );
    }

    public Task<PasswordSetting?> SetsPasswordAsync(string link, string password = Password) =>
        story.AskAsync<AccountService, PasswordSetting?>((desk, stop) => desk.SetPasswordAsync(link, password, stop));

    public async Task SetUpByAsync(string link)
    {
        var step = (await SetsPasswordAsync(link))!.Step!;
        Assert.False(step.IsComplete);
        await SetUpAuthenticatorAsync(step);
    }

    public async Task SetUpAuthenticatorAsync(SignInStep step, Session? session = null)
    {
        var offered = await story.AskAsync<AccountService, OfferedAuthenticator?>((desk, stop) => desk.OfferedAsync(step, stop));
        _key = Base32Encoding.ToBytes(offered!.Key);
        var setting = await story.AskAsync<AccountService, AuthenticatorSetting?>((desk, stop) => desk.ConfirmAsync(step, CodeNow(), session?.Id, stop));
        RecoveryCodes = setting!.RecoveryCodes;
    }

    /// <summary>Says the password, from a place of its own.</summary>
    public async Task<SignInStep?> SaysAsync(string password = Password, string? name = null) => (await TriesAsync(password, name, FromElsewhere)).Done;

    /// <summary>Says the password, from a place.</summary>
    public Task<SignInAnswer<SignInStep>> TriesAsync(string password, string? name, SignInAttempt from) =>
        story.AskAtOnceAsync<SignInService, SignInAnswer<SignInStep>>((desk, stop) => desk.CheckPasswordAsync(name ?? UserName, password, from, stop));

    /// <summary>An address and a browser that nobody knows.</summary>
    public static SignInAttempt FromElsewhere => new($"2001:db8::{Given.NewId():N}", new Dictionary<Guid, string>());

    public Task<SignedIn?> ShowsAsync(SignInStep step, string? code = null) =>
        story.AskAsync<SignInService, SignedIn?>(async (desk, stop) => (await desk.CheckCodeAsync(step, code ?? CodeNow(), FromElsewhere, stop)).Done);

    /// <summary>Shows a code before the next one comes.</summary>
    public Task<SignedIn?> ShowsInTheSameMinuteAsync(SignInStep step, string code) =>
        story.AskAtOnceAsync<SignInService, SignedIn?>(async (desk, stop) => (await desk.CheckCodeAsync(step, code, FromElsewhere, stop)).Done);

    public Task ForgetsAsync(string? name = null) =>
        story.AskAsync<AccountService, bool>(
            async (desk, stop) =>
            {
                await desk.ForgottenAsync(name ?? UserName, FromElsewhere.Address, stop);
                return true;
            }
        );

    /// <summary>What an app shows now.</summary>
    public string CodeNow() => new OtpNet.Totp(_key).ComputeTotp(story.Now.UtcDateTime);
}
