using Imi.Kernel.Features.FormerUsers;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Accounts.SignIn;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Tests.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Imi.Kernel.Tests.Stories;

/// <summary>People set up their accounts and sign in.</summary>
public abstract class AccountStories(Platform platform)
{
    [SkippableFact]
    public async Task A_new_person_sets_up_the_account_by_link_and_signs_in_with_two_factors()
    {
        var story = await platform.BeginAsync();
        var administrator = await (await story.AuthorityInAsync("ES")).EmploysAsync(Role.Administrator);
        var person = new NewPerson(
            Given.NewId(),
            $"pilar-{Given.NewId():N}",
            "Pilar Ríos",
            $"Pilar.{Given.NewId():N}@consumo.example",
            "es",
            new HashSet<Role> { Role.Handler }
        );
        await story.CallAsync<MandateService, object?>(
            async (service, stop) => await service.AddPersonAsync(administrator.Office.Id, Story.Module, person, administrator.Actor, stop)
        );

        var mail = Assert.Single(
            await story.MailsAsync<AccountMailQuery, PendingAccountMail>((query, ids, stop) => query.MailsAsync(ids, stop)),
            mail => mail.UserName == person.UserName
        );
        Assert.Equal((AccountMailKind.Welcome, "es", person.Email), (mail.Kind, mail.Language, mail.Email));

        var account = await Account.SetUpAsync(story);
        var step = await account.EntersPasswordAsync();
        Assert.True(step!.IsComplete);
        Assert.Equal(account.Officer.Id, (await account.EntersCodeAsync(step))!.Actor.UserId);
        Assert.Equal(account.Officer.Id, (await account.EntersPasswordAsync(name: $" {account.Email.ToUpperInvariant()} "))!.UserId);
        Assert.Null(await account.WelcomeAsync());
        Assert.Equal(
            account.Email,
            await story.DatabaseAsync(database =>
                database.Set<Credential>().Where(one => one.UserId == account.Officer.Id && one.EmailConfirmedAt != null).Select(one => one.Email).SingleAsync()
            )
        );
    }

    [SkippableFact]
    public async Task A_link_works_once_within_seven_days_unless_a_newer_one_replaces_it()
    {
        var story = await platform.BeginAsync();
        var account = await Account.RegisteredAsync(story);
        var first = (await account.LinksAsync())[0];
        Assert.NotNull(await account.WelcomeAsync());
        var second = (await account.LinksAsync())[^1];
        Assert.Null(await account.SetsPasswordAsync(first));
        Assert.Null(await account.SetsPasswordAsync("AAAA" + second));
        Assert.Null(await account.SetsPasswordAsync("no link"));
        Assert.Equal("account.password.too-short", (await account.SetsPasswordAsync(second, "short"))!.Wrong!.TextKey);

        Assert.NotNull((await account.SetsPasswordAsync(second))!.Step);
        Assert.Null(await account.SetsPasswordAsync(second));

        var late = await Account.RegisteredAsync(story);
        var link = (await late.LinksAsync())[0];
        story.SetDate(DateOnly.FromDateTime(Platform.Beginning.Date).AddDays(8));
        Assert.Null(await late.SetsPasswordAsync(link));
        Assert.Empty(await late.MailsAsync()); // No mail is sent with an expired link.
    }

    [SkippableFact]
    public async Task A_code_works_once_and_only_after_the_password()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        Assert.Null(await account.EntersPasswordAsync("another password of nobody"));
        Assert.Null(await account.EntersPasswordAsync(name: "nobody-at-all"));
        var step = (await account.EntersPasswordAsync())!;
        Assert.Null(await account.EntersCodeAsync(step, "000000"));
        var code = account.CodeNow();
        Assert.NotNull(await account.EntersCodeInSameMinuteAsync(step, code));
        Assert.Null(await account.EntersCodeInSameMinuteAsync(step, code));

        Assert.NotNull(await account.EntersCodeAsync(step, account.RecoveryCodes[0].ToUpperInvariant()));
        Assert.Null(await account.EntersCodeAsync(step, account.RecoveryCodes[0]));
        Assert.Contains(await account.MailsAsync(), mail => mail.Kind == AccountMailKind.RecoveryCodeUsed);
        Assert.Null(await account.EntersCodeAsync(step with { Stamp = "older" }));
        Assert.Equal(
            ["password", "second-factor", "second-factor", "second-factor", "second-factor"],
            await story.DatabaseAsync(database =>
                database
                    .Set<JournalEntry>()
                    .Where(entry => entry.UserId == account.Officer.Id && entry.What == "sign-in-failed")
                    .OrderBy(entry => entry.Sequence)
                    .Select(entry => entry.Detail)
                    .ToListAsync()
            )
        );
    }

    [SkippableFact]
    public async Task An_unknown_user_name_costs_as_much_work_as_a_known_one()
    {
        var story = await platform.BeginAsync();
        var (account, beginner) = (await Account.SetUpAsync(story), await Account.RegisteredAsync(story));
        var (hasher, forUnknown) = (new CountingHasher(), 0);
        foreach (
            var (name, password) in ((string, string)[])
                [
                    ("nobody-at-all", Account.Password),
                    (account.UserName, Account.Password),
                    (account.UserName, "another password of nobody"),
                    (account.Email, Account.Password),
                    (beginner.UserName, Account.Password),
                    ("nobody@nowhere.example", Account.Password),
                ]
        )
        {
            var hashed = hasher.Hashed;
            hasher.Checked = 0;
            await story.UseServicesAsync(async services =>
                await new SignInService(
                    services.GetRequiredService<ImiDbContext>(),
                    services.GetRequiredService<UserService>(),
                    services.GetRequiredService<AccountMailStore>(),
                    services.GetRequiredService<AuthenticatorStore>(),
                    services.GetRequiredService<SignInThrottleStore>(),
                    Checking(services, hasher),
                    services.GetRequiredService<Journal>(),
                    TimeProvider.System
                ).CheckPasswordAsync(name, password, Account.FromUnknownDevice, CancellationToken.None)
            );
            Assert.Equal((name, 1), (name, hasher.Checked));
            if (name.StartsWith("nobody", StringComparison.Ordinal))
                forUnknown += hasher.Hashed - hashed;
        }

        Assert.InRange(forUnknown, 0, 1); // The hash for unknown users is created once.

        static PasswordCheckService Checking(IServiceProvider services, CountingHasher hasher) =>
            new(
                services.GetRequiredService<ImiDbContext>(),
                services.GetRequiredService<SignInThrottleStore>(),
                new PasswordHashingQueue(hasher),
                services.GetRequiredService<Journal>()
            );
    }

    [SkippableFact]
    public async Task An_interrupted_setup_resumes_at_the_second_factor()
    {
        var story = await platform.BeginAsync();
        var account = await Account.RegisteredAsync(story);
        await account.SetsPasswordAsync((await account.LinksAsync())[0]);

        var step = (await account.EntersPasswordAsync())!;
        Assert.False(step.IsComplete);
        Assert.Null(await account.EntersCodeAsync(step, "000000"));
        await account.SetUpAuthenticatorAsync(step);
        Assert.NotNull(await account.EntersCodeAsync((await account.EntersPasswordAsync())!));
    }

    [SkippableFact]
    public async Task A_forgotten_password_is_reset_by_mail_and_the_second_factor_remains()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        await account.RequestsPasswordResetAsync("nobody@nowhere.example");
        await account.RequestsPasswordResetAsync(account.Email);
        await account.RequestsPasswordResetAsync(); // A repetition within five minutes sends no second mail.
        var reset = Assert.Single(await account.MailsAsync(), mail => mail.Kind == AccountMailKind.Reset);
        Assert.Equal(TimeSpan.FromHours(1), reset.ExpiresAt - reset.At);

        const string Other = "fünf Tauben zählen Kieselsteine";
        var step = (await account.SetsPasswordAsync((await account.LinksAsync())[^1], Other))!.Step!;
        Assert.True(step.IsComplete);
        Assert.Null(await account.EntersPasswordAsync());
        Assert.NotNull(await account.EntersCodeAsync(step));
        Assert.Contains(await account.MailsAsync(), mail => mail.Kind == AccountMailKind.PasswordChanged);
    }

    [SkippableFact]
    public async Task Former_users_have_no_credentials()
    {
        var story = await platform.BeginAsync();
        var account = await Account.SetUpAsync(story);
        var administrator = await account.Officer.Office.EmploysAsync(Role.Administrator);
        var step = (await account.EntersPasswordAsync())!;

        Assert.True((await FormerUserStories.EndsAsync(administrator, account.Officer, EndReason.Left)).IsDone);

        Assert.Null(await account.EntersPasswordAsync());
        Assert.Null(await account.EntersCodeAsync(step));
        await account.RequestsPasswordResetAsync();
        Assert.Empty(await account.MailsAsync());
        Assert.False(await story.DatabaseAsync(database => database.Set<RecoveryCode>().AnyAsync(code => code.UserId == account.Officer.Id)));
    }
}

/// <summary>Hashes like the platform and counts the calls.</summary>
internal sealed class CountingHasher : IPasswordHasher<Credential>
{
    private readonly PasswordHasher<Credential> _hasher = new();

    public int Checked { get; set; }

    public int Hashed { get; private set; }

    public string HashPassword(Credential user, string password)
    {
        Hashed++;
        return _hasher.HashPassword(user, password);
    }

    public PasswordVerificationResult VerifyHashedPassword(Credential user, string hashedPassword, string providedPassword)
    {
        Checked++;
        return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}

public sealed class SqliteAccountStories(SqlitePlatform platform) : AccountStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlAccountStories(PostgreSqlPlatform platform) : AccountStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerAccountStories(SqlServerPlatform platform) : AccountStories(platform), IClassFixture<SqlServerPlatform>;
