using System.Net.Http.Json;
using System.Text;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Testing;
using Imi.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;

namespace Imi.Web.Tests;

/// <summary>
/// Enters unique words everywhere a person can write about a case. The platform must never write them in clear to a disk or a log, and
/// the deletion must leave no key with which they could be read.
/// </summary>
public abstract class CanaryTests(CanaryStage stage)
{
    private static readonly int[] Offsets = [0, 1, 2];

    /// <summary>The prefix of every word.</summary>
    private readonly string _mark = $"canary{Random.Shared.NextInt64():x16}";

    [SkippableFact]
    public async Task Content_is_stored_nowhere_in_clear_and_its_key_is_gone_after_deletion()
    {
        var platform = await stage.RunningAsync();
        var exchanges = await CreateExchangesAsync(platform);
        var mails = Path.Combine(platform.Host.DataDirectory, "mail");
        for (var patience = 0; !(Directory.Exists(mails) && Directory.EnumerateFiles(mails).Any()) && patience < 600; patience++)
            await Task.Delay(100);
        Assert.NotEmpty(Directory.GetFiles(mails));
        await platform.Host.KillAsync();
        await FindsNothingAsync();

        var wrapped = await stage.AskAsync(context =>
            context.Set<ExchangeKey>().Where(key => exchanges.Contains(key.ExchangeId)).Select(key => key.Wrapped).ToListAsync()
        );
        Assert.Equal(exchanges.Count, wrapped.Count);
        await stage.SettleAsync();
        Assert.All(wrapped, key => Assert.NotEmpty(Disk.FilesWith(key, stage.Folders))); // Proves that the search finds keys.

        var translations = await stage.AskAsync(context => CanaryTranslations.RowsAsync(context, exchanges));
        Assert.All(translations, table => Assert.True(table.Value > 0, table.Key));

        await stage.AskAsync(context => ComeDueAsync(context, exchanges));
        var (exitCode, output, errors) = await platform.Host.ImiAsync("retention", "run", "--json");
        Assert.True(exitCode == 0, output + errors);
        await stage.SettleAsync();
        Assert.Equal(0, await stage.AskAsync(context => context.Set<ExchangeKey>().CountAsync(key => exchanges.Contains(key.ExchangeId))));
        translations = await stage.AskAsync(context => CanaryTranslations.RowsAsync(context, exchanges));
        Assert.All(translations, table => Assert.Equal(0, table.Value));
        Assert.Empty(Disk.FilesWith(wrapped, stage.Folders));
        await FindsNothingAsync();

        async Task FindsNothingAsync()
        {
            await stage.SettleAsync();
            Assert.Equal([], Disk.FilesWith(Writings(), stage.Folders));
            Assert.DoesNotContain(_mark, platform.Host.Output, StringComparison.OrdinalIgnoreCase);
        }
    }

    [SkippableFact]
    public async Task Deletion_removes_the_data_of_a_former_user_from_all_files()
    {
        var platform = await stage.RunningAsync();
        var userName = $"{_mark}.user";
        using (var administrator = await PageSession.SignInAsync(platform.Host.Address, "nuria.castano"))
        {
            var office = await stage.AskAsync(context =>
                context.Set<Authority>().Where(authority => authority.Code == "es-politica-territorial").Select(authority => authority.Id).SingleAsync()
            );
            var page = $"/authorities/{office}/mandates?module=ecommerce";
            var person = Guid.CreateVersion7();
            await administrator.PostAsync(
                page,
                $"{page}&handler=Person",
                ("person", $"{person}"),
                ("person-name", Canary("person")),
                ("email", $"{Canary("mail")}@example.org"),
                ("user-name", userName),
                ("language", "es"),
                ("roles", "Handler")
            );
            using var user = await PageSession.SignInAsync(platform.Host.Address, userName);
            await user.PostAsync("/profile", "/profile?handler=Token", ("name", Canary("token")));
            var own = await user.GetAsync("/profile?handler=Data");
            Assert.Contains(Canary("person"), own, StringComparison.Ordinal);
            Assert.Contains("token-created", own, StringComparison.Ordinal);
            var (_, ended) = await administrator.PostAsync(page, $"{page}&handler=End", ("person", $"{person}"), ("reason", "Left"));
            Assert.Contains("former=true", ended, StringComparison.Ordinal);
            Assert.DoesNotContain(Canary("person"), await user.GetAsync("/profile"), StringComparison.Ordinal);
            Assert.DoesNotContain(Canary("person"), await administrator.GetAsync(page), StringComparison.Ordinal);
        }

        await platform.Host.KillAsync();
        await stage.SettleAsync();
        var mailbox = Path.Combine(platform.Host.DataDirectory, "mail");
        if (Directory.Exists(mailbox))
            Directory.Delete(mailbox, recursive: true); // Sent mail is outside the platform.
        Assert.NotEmpty(Disk.FilesWith(Encoding.UTF8.GetBytes(_mark), stage.Folders)); // Proves that the search finds the mark.

        DateOnly? past = new DateOnly(2026, 1, 2);
        await stage.AskAsync(context =>
            context
                .Set<ImiUser>()
                .IgnoreQueryFilters()
                .Where(user => user.EndedAt != null)
                .ExecuteUpdateAsync(change => change.SetProperty(user => user.DeleteOn, past))
        );
        var (exitCode, output, errors) = await platform.Host.ImiAsync("retention", "run", "--json");
        Assert.True(exitCode == 0 && output.Contains("\"users\": 1", StringComparison.Ordinal), output + errors);
        await stage.SettleAsync();
        Assert.Equal([], Disk.FilesWith(Writings(), stage.Folders));
        Assert.Equal(0, (await platform.Host.ImiAsync("audit", "verify")).ExitCode);
    }

    private string Canary(string place) => _mark + place;

    /// <summary>The encodings in which the mark could appear in a file: UTF-8, UTF-16, and Base64 at each of the three offsets.</summary>
    private IReadOnlyCollection<byte[]> Writings() =>
        [
            Encoding.UTF8.GetBytes(_mark),
            Encoding.Unicode.GetBytes(_mark),
            .. Offsets.Select(offset =>
                Encoding.ASCII.GetBytes(Convert.ToBase64String([.. new byte[offset], .. Encoding.UTF8.GetBytes(_mark)])[(offset == 0 ? 0 : offset + 1)..^4])
            ),
        ];

    private object Form() =>
        new
        {
            excludedField = "none",
            operatorKnown = "yes",
            establishmentCertain = "yes",
            providerName = Canary("name"),
            providerAddress = Canary("addr"),
            registrationNumber = Canary("regn"),
            contactEmail = $"{Canary("mail")}@example.org",
            establishmentCountry = "CY",
            webAddresses = new[] { $"https://{Canary("site")}.example" },
            serviceDescription = Canary("serv"),
            serviceCategory = "marketplace",
            ground = new[] { "consumers" },
            harm = "prejudices",
            facts = $"{Canary("fact")} is what happened.",
            rulesInfringed = $"{Canary("rule")} is the rule.",
            measures = new[] { new { kind = "cease", description = Canary("meas") } },
            proportionality = Canary("prop"),
            replyBy = DeadlineCalendar.Today(TimeProvider.System).AddDays(60).ToString("yyyy-MM-dd", null),
            urgent = "yes",
            urgencyReason = Canary("urge"),
            priorContact = Canary("prio"),
            proceedings = "yes",
            proceedingsNature = Canary("proc"),
            confidentialNote = Canary("conf"),
        };

    /// <summary>Creates a request with a message and a file that is put on hold, refused and corrected, a draft, and input that is rejected.</summary>
    private async Task<List<Guid>> CreateExchangesAsync(DemonstrationPlatform platform)
    {
        var (spain, cyprus) = (await platform.ApiAsync("carmen.ruiz"), await platform.ApiAsync("eleni.georgiou"));
        var request = await RequestOverApi.DraftAsync(spain, Form());
        var address = $"exchanges/{request.Id()}";
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes($"{Canary("file")} is what the letter says."));
        var attached = await RequestOverApi.DoneAsync(await spain.PostAsync($"{address}/attachments?name={Canary("filename")}.txt", file));
        await RequestOverApi.DoneAsync(await spain.PostAsJsonAsync($"{address}/actions/send", new { }));
        await RequestOverApi.DoneAsync(
            await cyprus.PostAsJsonAsync($"{address}/messages", new { text = $"{Canary("mess")} is what Cyprus says.", language = "el" })
        );
        await CanaryTranslations.MakeAsync(spain, request.Id(), attached.Id(), $"{Canary("tran")} is a better translation.");
        await HoldAsync(platform, Guid.Parse(request.Id()));
        await RequestOverApi.DoneAsync(
            await cyprus.PostAsJsonAsync($"{address}/actions/refuse", new { answers = new { reason = "other", explanation = Canary("refu") } })
        );
        await RequestOverApi.DoneAsync(
            await spain.PostAsJsonAsync(
                $"{address}/rectifications",
                new { answers = new { providerName = Canary("righ"), facts = Canary("corr") }, reason = Canary("reas") }
            )
        );
        var corrected = await cyprus.GetStringAsync(address);
        Assert.Contains(Canary("righ"), corrected, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary("name"), corrected, StringComparison.Ordinal);
        var draft = await RequestOverApi.DraftAsync(spain, Form());

        // Rejected input: a forbidden action, an invalid date, malformed JSON, an unknown address; and a search.
        using var forbidden = await spain.PostAsJsonAsync($"{address}/actions/accept", new { answers = new { reason = Canary("forb") } });
        using var saved = await spain.PutAsJsonAsync(
            $"exchanges/{draft.Id()}/answers",
            new { answers = new { establishmentCountry = Canary("wron"), replyBy = Canary("date") } }
        );
        using var broken = await spain.PostAsync("exchanges", new StringContent($"{{ \"module\": {Canary("json")}", Encoding.UTF8, "application/json"));
        using var missing = await spain.GetAsync($"nothing/{Canary("path")}");
        using var search = await spain.GetAsync($"exchanges?search={Canary("sear")}");
        Assert.All(
            (HttpResponseMessage[])[forbidden, broken, missing],
            answer => Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{answer.StatusCode}")
        );
        using var nobody = new HttpClient { BaseAddress = new Uri(platform.Host.Address) };
        using var kept = await nobody.PostAsync("/exchanges/new", new FormUrlEncodedContent([KeyValuePair.Create("choice", Canary("kept"))]));
        return [Guid.Parse(request.Id()), Guid.Parse(draft.Id())];
    }

    private async Task HoldAsync(DemonstrationPlatform platform, Guid exchange)
    {
        using var supervisor = await PageSession.SignInAsync(platform.Host.Address, "maria.konstantinou");
        var page = $"/exchanges/{exchange}/retention";
        var reviewOn = DeadlineCalendar.Today(TimeProvider.System).AddDays(30).ToString("yyyy-MM-dd", null);
        var (_, ended) = await supervisor.PostAsync(page, $"{page}?handler=Hold", ("ground", "Court"), ("reason", Canary("hold")), ("reviewOn", reviewOn));
        Assert.Contains("done=hold", ended, StringComparison.Ordinal);
    }

    private static async Task<int> ComeDueAsync(ImiDbContext context, List<Guid> exchanges)
    {
        DateOnly? past = new DateOnly(2026, 1, 2);
        DateTime? lifted = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc);
        await context.Set<RetentionHold>().ExecuteUpdateAsync(change => change.SetProperty(hold => hold.EndedAt, lifted));
        await context
            .Set<Exchange>()
            .Where(exchange => exchanges.Contains(exchange.Id) && exchange.ClosedAt != null)
            .ExecuteUpdateAsync(change => change.SetProperty(exchange => exchange.HideOn, past));
        return await context
            .Set<Exchange>()
            .Where(exchange => exchanges.Contains(exchange.Id))
            .ExecuteUpdateAsync(change => change.SetProperty(exchange => exchange.DeleteOn, past));
    }
}

public sealed class SqliteCanaryTests(SqliteCanaryStage stage) : CanaryTests(stage), IClassFixture<SqliteCanaryStage>;

public sealed class PostgreSqlCanaryTests(PostgreSqlCanaryStage stage) : CanaryTests(stage), IClassFixture<PostgreSqlCanaryStage>;
