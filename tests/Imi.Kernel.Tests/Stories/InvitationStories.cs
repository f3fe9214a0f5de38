using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Registration;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Authorities that are invited, register themselves, and are validated.</summary>
public abstract class InvitationStories(Platform platform)
{
    [SkippableFact]
    public async Task An_invited_authority_registers_itself_is_asked_back_and_validated_and_its_person_gets_an_account()
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
            )!.Select(error => error.Field)
        );
        Assert.Empty((await AnswerAsync(story, link, application))!);
        Assert.Null(await AnswerAsync(story, link, application)); // The link opens once.
        Assert.Equal(coordinator.Actor.Name, (await MailAsync(story, id)).Mail.InviterName);

        Assert.Equal("validation.required", Assert.Single((await AskAsync(story, id, coordinator, desk => desk.AskAsync, " "))!).MessageKey);
        Assert.Empty((await AskAsync(story, id, coordinator, desk => desk.AskAsync, "¿Cuál es su registro?"))!);
        var (question, second) = await MailAsync(story, id);
        Assert.Equal((InvitationState.Questioned, "¿Cuál es su registro?"), (question.State, question.Question));
        Assert.Null(await OpenAsync(story, link));
        var again = (await OpenAsync(story, second))!.Written;
        Assert.Equal("Jumilla Wine Institute", again.Entry.InformalTitle);
        Assert.Empty((await AnswerAsync(story, second, again with { Answer = "El autonómico." }))!);

        Assert.Null(await story.AskAsync<AuthorityDirectory, Authority?>((directory, stop) => directory.FindAsync(again.Entry.Id, stop)));
        var outcome = await ValidateAsync(story, id, coordinator);
        Assert.Equal(again.Entry.Id, outcome!.Authority);
        Assert.Equal(again.Entry.Id, (await ValidateAsync(story, id, coordinator))!.Authority); // A second click.
        var person = await story.AskAsync<UserService, ImiUser?>((people, stop) => people.FindAsync(again.Person.Id, stop));
        Assert.Equal([Role.Handler, Role.Administrator], person!.Roles.Select(grant => grant.Role).Order());
        var mails = await story.MailsAsync<AccountMailQuery, PendingAccountMail>((desk, ids, stop) => desk.MailsAsync(ids, stop));
        Assert.Contains(mails, mail => mail.Email == again.Person.Email);
        Assert.Null((await story.DatabaseAsync(database => database.Set<Invitation>().SingleAsync(one => one.Id == id))).Written);
    }

    [SkippableFact]
    public async Task Whoever_does_not_register_there_neither_invites_nor_sees_nor_validates()
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
            Assert.Null(
                await story.AskAsync<InvitationService, IReadOnlyList<FieldError>?>((desk, stop) => desk.InviteAsync(Whom("ES", "es"), stranger.Actor, stop))
            );
            Assert.Null(await story.AskAsync<InvitationService, InvitationFile?>((desk, stop) => desk.FindAsync(id, stranger.Actor, stop)));
            Assert.Null(await ValidateAsync(story, id, stranger));
            Assert.False(await story.AskAsync<InvitationService, bool>((desk, stop) => desk.WithdrawAsync(id, stranger.Actor, stop)));
        }
    }

    [SkippableFact]
    public async Task A_link_expires_another_one_replaces_it_and_what_came_to_nothing_is_gone_after_thirty_days()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var id = await InviteAsync(story, coordinator, "ES", "es");
        var first = (await MailAsync(story, id)).Link;
        Assert.Null(await OpenAsync(story, first[..^2]));
        var begun = DateOnly.FromDateTime(story.Now.UtcDateTime);
        story.ItIs(begun.AddDays(15));
        Assert.Null(await OpenAsync(story, first));
        Assert.True(await story.AskAsync<InvitationService, bool>((desk, stop) => desk.SendAgainAsync(id, coordinator.Actor, stop)));
        var second = (await MailAsync(story, id)).Link;
        Assert.NotNull(await OpenAsync(story, second));
        Assert.Null(await OpenAsync(story, first));

        Assert.Empty((await AnswerAsync(story, second, await FillAsync(story, second, "Junta de Aguas", "Water Board")))!);
        Assert.Empty((await AskAsync(story, id, coordinator, desk => desk.RefuseAsync, "No es competente."))!);
        var refused = await story.DatabaseAsync(database => database.Set<Invitation>().SingleAsync(one => one.Id == id));
        Assert.Equal((InvitationState.Refused, null), (refused.State, refused.Written));
        story.ItIs(begun.AddDays(15 + 31));
        await story.AskAsync<SelfRegistrationService, int>((desk, stop) => desk.RemoveEndedAsync(stop));
        Assert.False(await story.DatabaseAsync(database => database.Set<Invitation>().AnyAsync(one => one.Id == id)));
    }

    [SkippableFact]
    public async Task What_may_be_registered_already_is_shown_before_an_invited_authority_is_registered()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("ES")).EmploysAsync(Role.Administrator);
        var known = await RegisterByInvitationAsync(story, coordinator, "Consejo Regulador del Azafrán", "Saffron Council", isAnother: false);
        var second = await AnsweredAsync(story, coordinator, "Consejo Regulador del Azafran", "Council for Saffron");
        var outcome = await ValidateAsync(story, second, coordinator);
        Assert.Null(outcome!.Authority);
        Assert.Contains(outcome.Alike, one => one.Id == known);
        Assert.NotNull((await ValidateAsync(story, second, coordinator, isAnother: true))!.Authority);
    }

    private static async Task<Guid> RegisterByInvitationAsync(Story story, Officer coordinator, string name, string title, bool isAnother) =>
        (await ValidateAsync(story, await AnsweredAsync(story, coordinator, name, title), coordinator, isAnother))!.Authority!.Value;

    private static async Task<Guid> AnsweredAsync(Story story, Officer coordinator, string name, string title)
    {
        var id = await InviteAsync(story, coordinator, "ES", "es");
        var link = (await MailAsync(story, id)).Link;
        Assert.Empty((await AnswerAsync(story, link, await FillAsync(story, link, name, title)))!);
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
        Assert.Empty((await story.AskAsync<InvitationService, IReadOnlyList<FieldError>?>((desk, stop) => desk.InviteAsync(whom, coordinator.Actor, stop)))!);
        Assert.Empty((await story.AskAsync<InvitationService, IReadOnlyList<FieldError>?>((desk, stop) => desk.InviteAsync(whom, coordinator.Actor, stop)))!); // A second click.
        return whom.Id;
    }

    /// <summary>The waiting mail about an invitation, with the token of its link. Throws if no mail waits.</summary>
    private static async Task<(PendingInvitation Mail, string Link)> MailAsync(Story story, Guid id)
    {
        var mail = (await story.MailsAsync<SelfRegistrationService, PendingInvitation>((desk, ids, stop) => desk.MailsAsync(ids, stop))).Single(one =>
            one.InvitationId == id
        );
        return (mail, await story.AskAsync<SelfRegistrationService, string>((desk, _) => Task.FromResult(desk.TokenOf(mail.InvitationId, mail.Round))));
    }

    private static Task<OpenInvitation?> OpenAsync(Story story, string link) =>
        story.AskAsync<SelfRegistrationService, OpenInvitation?>((desk, stop) => desk.FindAsync(link, stop));

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

    private static Task<IReadOnlyList<FieldError>?> AnswerAsync(Story story, string link, RegistrationApplication application) =>
        story.AskAsync<SelfRegistrationService, IReadOnlyList<FieldError>?>((desk, stop) => desk.AnswerAsync(link, application, stop));

    private static Task<IReadOnlyList<FieldError>?> AskAsync(
        Story story,
        Guid id,
        Officer coordinator,
        Func<InvitationService, Func<Guid, string, Actor, CancellationToken, Task<IReadOnlyList<FieldError>?>>> what,
        string text
    ) => story.AskAsync<InvitationService, IReadOnlyList<FieldError>?>((desk, stop) => what(desk)(id, text, coordinator.Actor, stop));

    private static Task<ValidationOutcome?> ValidateAsync(Story story, Guid id, Officer coordinator, bool isAnother = false) =>
        story.AskAsync<InvitationService, ValidationOutcome?>((desk, stop) => desk.ValidateAsync(id, isAnother, coordinator.Actor, stop));
}

public sealed class SqliteInvitationStories(SqlitePlatform platform) : InvitationStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlInvitationStories(PostgreSqlPlatform platform) : InvitationStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerInvitationStories(SqlServerPlatform platform) : InvitationStories(platform), IClassFixture<SqlServerPlatform>;
