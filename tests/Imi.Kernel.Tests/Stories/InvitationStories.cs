using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Invited authorities register themselves and are validated.</summary>
public abstract class InvitationStories(Platform platform)
{
    [SkippableFact]
    public async Task An_invited_authority_registers_answers_a_query_and_is_validated()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var id = await InviteAsync(story, coordinator, "ES", "es");
        var (invited, link) = await MailAsync(story, id);
        Assert.Equal((InvitationState.Invited, "es"), (invited.State, invited.Language));

        var application = await FillAsync(story, link, "Instituto del Vino de Jumilla", "Jumilla Wine Institute");
        Assert.Equal(
            ["names", "person-name"],
            (
                await AnswerAsync(
                    story,
                    link,
                    application with
                    {
                        Entry = application.Entry with { Names = new Dictionary<string, string>(StringComparer.Ordinal) },
                        Person = application.Person with { Name = " " },
                    }
                )
            ).Errors.Select(error => error.Field)
        );
        (await AnswerAsync(story, link, application)).AssertDone();
        (await AnswerAsync(story, link, application)).AssertNotFound(); // The link works once.
        Assert.Equal(coordinator.Actor.Name, (await MailAsync(story, id)).Mail.InviterName);

        Assert.Equal("validation.required", Assert.Single((await AskAsync(story, id, coordinator, service => service.AskAsync, " ")).Errors).MessageKey);
        (await AskAsync(story, id, coordinator, service => service.AskAsync, "¿Cuál es su registro?")).AssertDone();
        var (question, second) = await MailAsync(story, id);
        Assert.Equal((InvitationState.Questioned, "¿Cuál es su registro?"), (question.State, question.Question));
        Assert.Null(await OpenAsync(story, link));
        var again = (await OpenAsync(story, second))!.Written;
        Assert.Equal("Jumilla Wine Institute", again.Entry.InformalTitle);
        (await AnswerAsync(story, second, again with { Answer = "El autonómico." })).AssertDone();

        Assert.Null(await story.CallAsync<AuthorityDirectory, Authority?>((directory, stop) => directory.FindAsync(again.Entry.Id, stop)));
        Assert.Equal(again.Entry.Id, (await ValidateAsync(story, id, coordinator)).Result());
        Assert.Equal(again.Entry.Id, (await ValidateAsync(story, id, coordinator)).Result()); // A double click acts once.
        var person = await story.CallAsync<UserService, ImiUser?>((people, stop) => people.FindAsync(again.Person.Id, stop));
        Assert.Equal([Role.Handler, Role.Administrator], person!.Roles.Select(grant => grant.Role).Order());
        var mails = await story.MailsAsync<AccountMailQuery, PendingAccountMail>((query, ids, stop) => query.MailsAsync(ids, stop));
        Assert.Contains(mails, mail => mail.Email == again.Person.Email);
        Assert.Null((await story.DatabaseAsync(database => database.Set<Invitation>().SingleAsync(one => one.Id == id))).Written);
    }

    [SkippableFact]
    public async Task Only_people_who_may_register_authorities_invite_see_and_validate()
    {
        var story = await platform.BeginAsync();
        var office = await story.CoordinatorInAsync("ES");
        var id = await InviteAsync(story, await office.EmploysAsync(Role.Administrator), "ES", "es");
        foreach (
            var stranger in (Officer[])
                [
                    await office.EmploysAsync(Role.Supervisor),
                    await (await story.CoordinatorInAsync("PL")).EmploysAsync(Role.Administrator),
                    await story.HandlerInAsync("ES"),
                ]
        )
        {
            (
                await story.CallAsync<InvitationService, Outcome>((service, stop) => service.InviteAsync(Whom("ES", "es"), stranger.Actor, stop))
            ).AssertNotFound();
            Assert.Null(await story.CallAsync<InvitationService, InvitationFile?>((service, stop) => service.FindAsync(id, stranger.Actor, stop)));
            (await ValidateAsync(story, id, stranger)).AssertNotFound();
            (await story.CallAsync<InvitationService, Outcome>((service, stop) => service.WithdrawAsync(id, stranger.Actor, stop))).AssertNotFound();
        }
    }

    [SkippableFact]
    public async Task A_link_expires_or_is_replaced_and_an_unused_invitation_is_deleted()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var id = await InviteAsync(story, coordinator, "ES", "es");
        var first = (await MailAsync(story, id)).Link;
        Assert.Null(await OpenAsync(story, first[..^2]));
        var begun = DateOnly.FromDateTime(story.Now.UtcDateTime);
        story.SetDate(begun.AddDays(15));
        Assert.Null(await OpenAsync(story, first));
        (await story.CallAsync<InvitationService, Outcome>((service, stop) => service.SendAgainAsync(id, coordinator.Actor, stop))).AssertDone();
        var second = (await MailAsync(story, id)).Link;
        Assert.NotNull(await OpenAsync(story, second));
        Assert.Null(await OpenAsync(story, first));

        (await AnswerAsync(story, second, await FillAsync(story, second, "Junta de Aguas", "Water Board"))).AssertDone();
        (await AskAsync(story, id, coordinator, service => service.RefuseAsync, "No es competente.")).AssertDone();
        var refused = await story.DatabaseAsync(database => database.Set<Invitation>().SingleAsync(one => one.Id == id));
        Assert.Equal((InvitationState.Refused, null), (refused.State, refused.Written));
        story.SetDate(begun.AddDays(15 + 31));
        await story.CallAsync<SelfRegistrationService, int>((service, stop) => service.RemoveEndedAsync(stop));
        Assert.False(await story.DatabaseAsync(database => database.Set<Invitation>().AnyAsync(one => one.Id == id)));
    }

    [SkippableFact]
    public async Task Possible_duplicates_are_shown_before_an_invited_authority_is_registered()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var known = await RegisterByInvitationAsync(story, coordinator, "Consejo Regulador del Azafrán", "Saffron Council", isAnother: false);
        var second = await AnsweredAsync(story, coordinator, "Consejo Regulador del Azafran", "Council for Saffron");
        (await ValidateAsync(story, second, coordinator)).AssertRefused("registration.alike");
        var file = await story.CallAsync<InvitationService, InvitationFile?>((service, stop) => service.FindAsync(second, coordinator.Actor, stop));
        Assert.Contains(file!.Alike, one => one.Id == known);
        (await ValidateAsync(story, second, coordinator, isAnother: true)).Result();
    }

    private static async Task<Guid> RegisterByInvitationAsync(Story story, Officer coordinator, string name, string title, bool isAnother) =>
        (await ValidateAsync(story, await AnsweredAsync(story, coordinator, name, title), coordinator, isAnother)).Result();

    private static async Task<Guid> AnsweredAsync(Story story, Officer coordinator, string name, string title)
    {
        var id = await InviteAsync(story, coordinator, "ES", "es");
        var link = (await MailAsync(story, id)).Link;
        (await AnswerAsync(story, link, await FillAsync(story, link, name, title))).AssertDone();
        return id;
    }

    private static NewInvitation Whom(string country, string language)
    {
        var id = Guid.CreateVersion7();
        return new NewInvitation(id, country, Story.Module, $"{id:N}@invited.example", language);
    }

    private static async Task<Guid> InviteAsync(Story story, Officer coordinator, string country, string language)
    {
        var whom = Whom(country, language);
        for (var click = 0; click < 2; click++) // A double click acts once.
            (await story.CallAsync<InvitationService, Outcome>((service, stop) => service.InviteAsync(whom, coordinator.Actor, stop))).AssertDone();
        return whom.Id;
    }

    /// <summary>Returns the pending mail about an invitation with the token of its link.</summary>
    private static async Task<(PendingInvitation Mail, string Link)> MailAsync(Story story, Guid id)
    {
        var mail = (await story.MailsAsync<SelfRegistrationService, PendingInvitation>((service, ids, stop) => service.MailsAsync(ids, stop))).Single(one =>
            one.InvitationId == id
        );
        return (mail, await story.CallAsync<SelfRegistrationService, string>((service, _) => Task.FromResult(service.TokenOf(mail.InvitationId, mail.Round))));
    }

    private static Task<OpenInvitation?> OpenAsync(Story story, string link) =>
        story.CallAsync<SelfRegistrationService, OpenInvitation?>((service, stop) => service.FindAsync(link, stop));

    private static async Task<RegistrationApplication> FillAsync(Story story, string link, string name, string title)
    {
        var written = (await OpenAsync(story, link))!.Written;
        return written with
        {
            Entry = written.Entry with
            {
                Names = new Dictionary<string, string>(StringComparer.Ordinal) { ["es"] = name },
                InformalTitle = title,
                Languages = ["es"],
            },
            Person = written.Person with { Name = "Marta Vega", UserName = $"user-{written.Person.Id:N}" },
        };
    }

    private static Task<Outcome> AnswerAsync(Story story, string link, RegistrationApplication application) =>
        story.CallAsync<SelfRegistrationService, Outcome>((service, stop) => service.AnswerAsync(link, application, stop));

    private static Task<Outcome> AskAsync(
        Story story,
        Guid id,
        Officer coordinator,
        Func<InvitationService, Func<Guid, string, int?, Actor, CancellationToken, Task<Outcome>>> what,
        string text,
        int? revision = null
    ) => story.CallAsync<InvitationService, Outcome>((service, stop) => what(service)(id, text, revision, coordinator.Actor, stop));

    private static Task<Outcome<Guid>> ValidateAsync(Story story, Guid id, Officer coordinator, bool isAnother = false) =>
        story.CallAsync<InvitationService, Outcome<Guid>>((service, stop) => service.ValidateAsync(id, isAnother, null, coordinator.Actor, stop));
}

public sealed class SqliteInvitationStories(SqlitePlatform platform) : InvitationStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlInvitationStories(PostgreSqlPlatform platform) : InvitationStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerInvitationStories(SqlServerPlatform platform) : InvitationStories(platform), IClassFixture<SqlServerPlatform>;
