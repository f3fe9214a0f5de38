using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Registration;
using Imi.Kernel.Network.Roles;

namespace Imi.Kernel.Tests.Stories;

/// <summary>Every way to write registry data refuses the same texts.</summary>
public abstract class WrittenTextStories(Platform platform)
{
    private static readonly string[] BadNames =
    [
        "An\u200bna",
        "Anna\r\nBcc: x",
        "Anna\u2028x",
        "Anna\u202efdp",
        "An\u0000na",
        "Ann\u0430",
        "An\ufffdna",
        "A\u0301\u0302\u0303\u0304\u0305\u0306",
        "\u200b\u2060",
        "...",
    ];

    private static readonly string[] BadAddresses =
    [
        "anna@exa\u200bmple.eu",
        "anna@example.eu\u200b",
        "anna@example.eu\u2028x",
        "anna@exаmple.eu",
        "anna@ex ample.eu",
        "anna@localhost",
        "a@b@example.eu",
        "Anna <anna@example.eu>",
        "ánna@example.eu",
        "\u200b",
    ];

    [SkippableFact]
    public async Task Every_way_to_write_registry_data_refuses_hidden_characters()
    {
        var story = await platform.BeginAsync();
        var office = await story.CoordinatorInAsync("ES");
        var coordinator = await office.EmploysAsync(Role.Administrator);
        var entry = Entry("Consejo del Arroz", "Rice Council");
        Assert.True(
            (await story.CallAsync<RegistrationService, Outcome>((service, stop) => service.RegisterAsync(entry, true, coordinator.Actor, stop))).IsDone
        );

        var names = new Dictionary<string, Func<string, Task<IReadOnlyList<FieldError>>>>
        {
            ["register: name"] = async text =>
                (
                    await story.CallAsync<RegistrationService, Outcome>(
                        (service, stop) => service.RegisterAsync(Entry(text, "Title"), true, coordinator.Actor, stop)
                    )
                ).Errors,
            ["register: title"] = async text =>
                (
                    await story.CallAsync<RegistrationService, Outcome>(
                        (service, stop) => service.RegisterAsync(Entry("Nombre", text), true, coordinator.Actor, stop)
                    )
                ).Errors,
            ["amend: title"] = async text =>
                (
                    await story.CallAsync<RegistrationService, Outcome>(
                        (service, stop) => service.AmendAsync(entry with { InformalTitle = text }, coordinator.Actor, stop)
                    )
                ).Errors,
            ["person: name"] = async text =>
                (
                    await story.CallAsync<MandateService, Outcome>(
                        (service, stop) => service.AddPersonAsync(office.Id, Story.Module, Person(text, "a@example.eu"), coordinator.Actor, stop)
                    )
                ).Errors,
            ["officer: name"] = async text =>
                (
                    await story.CallAsync<DataProtectionOfficerService, Outcome>(
                        (service, stop) => service.AppointNewAsync(office.Id, Person(text, "a@example.eu"), coordinator.Actor, stop)
                    )
                ).Errors,
            ["import: title"] = text => ImportAsync(story, "informal-title", text),
            ["import: name"] = text => ImportAsync(story, "name.es", text),
        };
        var addresses = new Dictionary<string, Func<string, Task<IReadOnlyList<FieldError>>>>
        {
            ["register: e-mail"] = async text =>
                (
                    await story.CallAsync<RegistrationService, Outcome>(
                        (service, stop) => service.RegisterAsync(Entry("Nombre", "Title") with { Email = text }, true, coordinator.Actor, stop)
                    )
                ).Errors,
            ["amend: e-mail"] = async text =>
                (
                    await story.CallAsync<RegistrationService, Outcome>(
                        (service, stop) => service.AmendAsync(entry with { Email = text }, coordinator.Actor, stop)
                    )
                ).Errors,
            ["person: e-mail"] = async text =>
                (
                    await story.CallAsync<MandateService, Outcome>(
                        (service, stop) => service.AddPersonAsync(office.Id, Story.Module, Person("Anna", text), coordinator.Actor, stop)
                    )
                ).Errors,
            ["officer: e-mail"] = async text =>
                (
                    await story.CallAsync<DataProtectionOfficerService, Outcome>(
                        (service, stop) => service.AppointNewAsync(office.Id, Person("Anna", text), coordinator.Actor, stop)
                    )
                ).Errors,
            ["invite: e-mail"] = async text =>
                (
                    await story.CallAsync<InvitationService, Outcome>(
                        (service, stop) =>
                            service.InviteAsync(new NewInvitation(Guid.CreateVersion7(), "ES", Story.Module, text, "es"), coordinator.Actor, stop)
                    )
                ).Errors,
            ["import: e-mail"] = text => ImportAsync(story, "email", text),
        };

        var taken = new List<string>();
        foreach (var (way, write) in names)
            taken.AddRange(await AcceptedAsync(way, write, BadNames));
        foreach (var (way, write) in addresses)
            taken.AddRange(await AcceptedAsync(way, write, BadAddresses));
        Assert.Empty(taken);
    }

    private static async Task<List<string>> AcceptedAsync(string way, Func<string, Task<IReadOnlyList<FieldError>>> write, IEnumerable<string> texts)
    {
        var taken = new List<string>();
        foreach (var text in texts)
        {
            if ((await write(text)).Count == 0)
                taken.Add($"{way}: {string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter.ToString() : $"\\u{(int)letter:x4}"))}");
        }

        return taken;
    }

    private static async Task<IReadOnlyList<FieldError>> ImportAsync(Story story, string column, string text)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["country"] = "ES",
            ["national-identifier"] = $"{Guid.CreateVersion7():N}",
            ["informal-title"] = "Title",
            ["languages"] = "es",
            ["email"] = $"{Guid.CreateVersion7():N}@office.example",
            ["name.es"] = "Nombre",
        };
        row[column] = text;
        var report = await story.CallAsync<ImportService, ImportReport>((service, stop) => service.ImportAsync([row], isDryRun: true, null, null, stop));
        return [.. report.Problems.Select(problem => problem.Error)];
    }

    private static AuthorityEntry Entry(string name, string title) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Country = "ES",
            Names = new Dictionary<string, string>(StringComparer.Ordinal) { ["es"] = name },
            InformalTitle = title,
            Languages = ["es"],
            Email = $"{Guid.CreateVersion7():N}@office.example",
        };

    private static NewPerson Person(string name, string email) =>
        new(Guid.CreateVersion7(), $"p{Guid.CreateVersion7():N}", name, email, "en", new HashSet<Role> { Role.Handler });
}

public sealed class SqliteWrittenTextStories(SqlitePlatform platform) : WrittenTextStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlWrittenTextStories(PostgreSqlPlatform platform) : WrittenTextStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerWrittenTextStories(SqlServerPlatform platform) : WrittenTextStories(platform), IClassFixture<SqlServerPlatform>;
