using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Sessions, and what ends them.</summary>
public abstract class SessionStories(Platform platform)
{
    private static readonly SessionPlace Place = new("Firefox · Linux", "192.0.2.7");

    [SkippableFact]
    public async Task A_session_is_found_with_its_person_until_it_is_ended_from_elsewhere_or_twelve_hours_old()
    {
        var story = await platform.BeginAsync();
        var officer = await story.HandlerInAsync("ES");
        var (here, there) = (await BeginAsync(story, officer), await BeginAsync(story, officer));
        var found = await FindAsync(story, here, officer);
        Assert.Equal((officer.Id, Place.Browser), (found!.Value.Actor.UserId, found.Value.Session.Browser));
        Assert.Equal(officer.Actor.Grants, found.Value.Actor.Grants);
        Assert.Null(await FindAsync(story, here, await story.HandlerInAsync("ES")));

        story.SecondsPass(3600);
        await FindAsync(story, here, officer);
        Assert.Equal([here.Id, there.Id], await ListAsync(story, officer));
        Assert.True(await EndAsync(story, officer, there));
        Assert.False(await EndAsync(story, officer, there));
        Assert.Null(await FindAsync(story, there, officer));
        Assert.NotNull(await FindAsync(story, here, officer));

        story.SecondsPass(11 * 3600);
        Assert.Null(await FindAsync(story, here, officer));
        Assert.Empty(await ListAsync(story, officer));
    }

    [SkippableFact]
    public async Task Who_one_is_has_to_be_shown_again_after_ten_minutes()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var session = await BeginAsync(story, account.Officer);
        Assert.True(session.IsConfirmedAt(story.Now.UtcDateTime.AddMinutes(9)));
        Assert.False(session.IsConfirmedAt(story.Now.UtcDateTime.AddMinutes(10)));

        foreach (var (shown, isRight) in ((string, bool)[])[("nothing of the kind", false), (Account.Password, true), ("123456", false)])
            Assert.Equal(isRight, await story.AskAsync<SignInService, bool>((desk, stop) => AgainAsync(desk, session, shown, stop)));
        story.SecondsPass(60);
        Assert.True(await story.AskAtOnceAsync<SignInService, bool>((desk, stop) => AgainAsync(desk, session, account.CodeNow(), stop)));
        await story.AskAsync<SessionService, bool>(
            async (desk, stop) =>
            {
                await desk.ConfirmAsync(session, stop);
                return true;
            }
        );
        Assert.True((await FindAsync(story, session, account.Officer))!.Value.Session.IsConfirmedAt(story.Now.UtcDateTime));
    }

    [SkippableFact]
    public async Task Each_change_of_what_one_signs_in_with_ends_the_other_sessions_and_is_told_by_mail()
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
        Assert.Null(await account.SaysAsync());
        Assert.NotNull(await account.SaysAsync(Next));

        there = await BeginAsync(story, account.Officer);
        var codes = await story.AskAsync<OwnAccountService, IReadOnlyList<string>>((desk, stop) => desk.RenewRecoveryCodesAsync(here, stop));
        Assert.Null(await FindAsync(story, there, account.Officer));
        Assert.Null(await account.ShowsAsync((await account.SaysAsync(Next))!, account.RecoveryCodes[0]));
        Assert.NotNull(await account.ShowsAsync((await account.SaysAsync(Next))!, codes[0]));

        there = await BeginAsync(story, account.Officer);
        var step = await story.AskAsync<OwnAccountService, SignInStep?>((desk, stop) => desk.OfferAuthenticatorAsync(here, stop));
        Assert.NotNull(await account.ShowsAsync((await account.SaysAsync(Next))!)); // The present app serves until the new one has shown a code.
        await account.SetUpAuthenticatorAsync(step!, here);
        Assert.Null(await FindAsync(story, there, account.Officer));
        Assert.NotNull(await FindAsync(story, here, account.Officer));
        Assert.Superset(
            new HashSet<AccountMailKind> { AccountMailKind.PasswordChanged, AccountMailKind.RecoveryCodesChanged, AccountMailKind.SecondFactorChanged },
            (await account.MailsAsync()).Select(mail => mail.Kind).ToHashSet()
        );
    }

    [SkippableFact]
    public async Task Somebody_who_lost_everything_begins_again_by_a_link_that_an_operator_hands_over()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var session = await BeginAsync(story, account.Officer);

        Assert.True(await story.AskAsync<AccountService, bool>((desk, stop) => desk.ForgetAsync(account.Officer.Id, stop)));
        Assert.Null(await FindAsync(story, session, account.Officer));
        Assert.Null(await account.SaysAsync());
        var handedOver = await story.AskAsync<AccountMailQuery, string>((desk, stop) => desk.HandOverAsync(account.Officer.Id, stop));
        await account.SetUpByAsync(handedOver[(handedOver.LastIndexOf('/') + 1)..]);
        Assert.NotNull(await account.ShowsAsync((await account.SaysAsync())!));
    }

    private static async Task<bool> AgainAsync(SignInService desk, Session session, string shown, CancellationToken stop) =>
        (await desk.CheckAgainAsync(session, shown, Account.FromElsewhere, stop)).IsRight;

    internal static Task<Session> BeginAsync(Story story, Officer officer) =>
        story.AskAsync<SessionService, Session>((desk, stop) => desk.BeginAsync(officer.Id, Place, false, "password, authenticator", stop));

    private static Task<(Session Session, Actor Actor)?> FindAsync(Story story, Session session, Officer officer) =>
        story.AskAsync<SessionService, (Session, Actor)?>((desk, stop) => desk.FindAsync(session.Id, officer.Id, stop));

    private static Task<List<Guid>> ListAsync(Story story, Officer officer) =>
        story.AskAsync<SessionService, List<Guid>>(async (desk, stop) => [.. (await desk.ListAsync(officer.Id, stop)).Select(session => session.Id)]);

    private static Task<bool> EndAsync(Story story, Officer officer, Session session) =>
        story.AskAsync<SessionService, bool>((desk, stop) => desk.EndAsync(officer.Id, session.Id, stop));

    internal static Task<PasswordChange> ChangeAsync(Story story, Session session, string current, string next) =>
        story.AskAsync<OwnAccountService, PasswordChange>((desk, stop) => desk.ChangePasswordAsync(session, current, next, Account.FromElsewhere, stop));
}

public sealed class SqliteSessionStories(SqlitePlatform platform) : SessionStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlSessionStories(PostgreSqlPlatform platform) : SessionStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerSessionStories(SqlServerPlatform platform) : SessionStories(platform), IClassFixture<SqlServerPlatform>;
