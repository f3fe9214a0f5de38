using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Sessions and the events that end them.</summary>
public abstract class SessionStories(Platform platform)
{
    private static readonly SessionPlace Place = new("Firefox · Linux", "192.0.2.7");

    [SkippableFact]
    public async Task A_session_is_valid_until_ended_or_twelve_hours_old()
    {
        var story = await platform.BeginAsync();
        var officer = await story.HandlerInAsync("ES");
        var (here, there) = (await BeginAsync(story, officer), await BeginAsync(story, officer));
        var found = await FindAsync(story, here, officer);
        Assert.Equal((officer.Id, Place.Browser), (found!.Value.Actor.UserId, found.Value.Session.Browser));
        Assert.Equal(officer.Actor.Grants, found.Value.Actor.Grants);
        Assert.Null(await FindAsync(story, here, await story.HandlerInAsync("ES")));

        story.AdvanceSeconds(3600);
        await FindAsync(story, here, officer);
        Assert.Equal([here.Id, there.Id], await ListAsync(story, officer));
        Assert.True(await EndAsync(story, officer, there));
        Assert.False(await EndAsync(story, officer, there));
        Assert.Null(await FindAsync(story, there, officer));
        Assert.NotNull(await FindAsync(story, here, officer));

        story.AdvanceSeconds(11 * 3600);
        Assert.Null(await FindAsync(story, here, officer));
        Assert.Empty(await ListAsync(story, officer));
    }

    [SkippableFact]
    public async Task Reauthentication_is_required_after_ten_minutes()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var session = await BeginAsync(story, account.Officer);
        Assert.True(session.IsConfirmedAt(story.Now.UtcDateTime.AddMinutes(9)));
        Assert.False(session.IsConfirmedAt(story.Now.UtcDateTime.AddMinutes(10)));

        foreach (var (shown, isRight) in ((string, bool)[])[("nothing of the kind", false), (Account.Password, true), ("123456", false)])
            Assert.Equal(isRight, await story.CallAsync<SignInService, bool>((service, stop) => ReauthenticateAsync(service, session, shown, stop)));
        story.AdvanceSeconds(60);
        Assert.True(await story.CallInSameMinuteAsync<SignInService, bool>((service, stop) => ReauthenticateAsync(service, session, account.CodeNow(), stop)));
        await story.CallAsync<SessionService, bool>(
            async (service, stop) =>
            {
                await service.ConfirmAsync(session, stop);
                return true;
            }
        );
        Assert.True((await FindAsync(story, session, account.Officer))!.Value.Session.IsConfirmedAt(story.Now.UtcDateTime));
    }

    [SkippableFact]
    public async Task A_changed_credential_ends_other_sessions_and_is_notified_by_mail()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var (here, there) = (await BeginAsync(story, account.Officer), await BeginAsync(story, account.Officer));
        const string Next = "sieben Löffel im blauen Schuh";
        Assert.Equal("account.password.wrong-current", (await ChangeAsync(story, here, "not the present one", Next)).Flaw!.TextKey);
        Assert.Equal("account.password.known", (await ChangeAsync(story, here, Account.Password, "password1234")).Flaw!.TextKey);
        Assert.NotNull(await FindAsync(story, there, account.Officer));

        Assert.True((await ChangeAsync(story, here, Account.Password, Next)).IsDone);
        Assert.Null(await FindAsync(story, there, account.Officer));
        Assert.NotNull(await FindAsync(story, here, account.Officer));
        Assert.Null(await account.EntersPasswordAsync());
        Assert.NotNull(await account.EntersPasswordAsync(Next));

        there = await BeginAsync(story, account.Officer);
        var codes = await story.CallAsync<OwnAccountService, IReadOnlyList<string>>((service, stop) => service.RenewRecoveryCodesAsync(here, stop));
        Assert.Null(await FindAsync(story, there, account.Officer));
        Assert.Null(await account.EntersCodeAsync((await account.EntersPasswordAsync(Next))!, account.RecoveryCodes[0]));
        Assert.NotNull(await account.EntersCodeAsync((await account.EntersPasswordAsync(Next))!, codes[0]));

        there = await BeginAsync(story, account.Officer);
        var step = await story.CallAsync<OwnAccountService, SignInStep?>((service, stop) => service.OfferAuthenticatorAsync(here, stop));

        // The current app remains valid until a code of the new one is entered.
        Assert.NotNull(await account.EntersCodeAsync((await account.EntersPasswordAsync(Next))!));
        await account.SetUpAuthenticatorAsync(step!, here);
        Assert.Null(await FindAsync(story, there, account.Officer));
        Assert.NotNull(await FindAsync(story, here, account.Officer));
        Assert.Superset(
            new HashSet<AccountMailKind> { AccountMailKind.PasswordChanged, AccountMailKind.RecoveryCodesChanged, AccountMailKind.SecondFactorChanged },
            (await account.MailsAsync()).Select(mail => mail.Kind).ToHashSet()
        );
    }

    [SkippableFact]
    public async Task A_person_without_credentials_starts_again_with_an_operators_link()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var session = await BeginAsync(story, account.Officer);

        Assert.True(await story.CallAsync<AccountService, bool>((service, stop) => service.ForgetAsync(account.Officer.Id, stop)));
        Assert.Null(await FindAsync(story, session, account.Officer));
        Assert.Null(await account.EntersPasswordAsync());
        var handedOver = await story.CallAsync<AccountMailQuery, string>((query, stop) => query.HandOverAsync(account.Officer.Id, stop));
        await account.SetUpByLinkAsync(handedOver[(handedOver.LastIndexOf('/') + 1)..]);
        Assert.NotNull(await account.EntersCodeAsync((await account.EntersPasswordAsync())!));
    }

    private static async Task<bool> ReauthenticateAsync(SignInService service, Session session, string shown, CancellationToken stop) =>
        (await service.CheckAgainAsync(session, shown, Account.FromUnknownDevice, stop)).IsRight;

    internal static Task<Session> BeginAsync(Story story, Officer officer) =>
        story.CallAsync<SessionService, Session>((service, stop) => service.BeginAsync(officer.Id, Place, false, "password, authenticator", stop));

    private static Task<(Session Session, Actor Actor)?> FindAsync(Story story, Session session, Officer officer) =>
        story.CallAsync<SessionService, (Session, Actor)?>((service, stop) => service.FindAsync(session.Id, officer.Id, stop));

    private static Task<List<Guid>> ListAsync(Story story, Officer officer) =>
        story.CallAsync<SessionService, List<Guid>>(async (service, stop) => [.. (await service.ListAsync(officer.Id, stop)).Select(session => session.Id)]);

    private static Task<bool> EndAsync(Story story, Officer officer, Session session) =>
        story.CallAsync<SessionService, bool>((service, stop) => service.EndAsync(officer.Id, session.Id, stop));

    internal static Task<PasswordChange> ChangeAsync(Story story, Session session, string current, string next) =>
        story.CallAsync<OwnAccountService, PasswordChange>(
            (service, stop) => service.ChangePasswordAsync(session, current, next, Account.FromUnknownDevice, stop)
        );
}

public sealed class SqliteSessionStories(SqlitePlatform platform) : SessionStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlSessionStories(PostgreSqlPlatform platform) : SessionStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerSessionStories(SqlServerPlatform platform) : SessionStories(platform), IClassFixture<SqlServerPlatform>;
