using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.PrivateNotes;
using Imi.Kernel.Features.Search;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>People find exchanges by numbers and words, and only by what they may read.</summary>
public abstract class ExchangeSearchStories(Platform platform)
{
    [SkippableFact]
    public async Task A_word_of_a_Greek_reply_is_found_in_Greek_in_Latin_letters_and_without_accents()
    {
        var (_, carmen, andreas) = await BeginAsync();
        var request = await carmen.SendsAsync(andreas.Office);
        (await andreas.WritesAsync(request, "Η αρμόδια αρχή για την προστασία των καταναλωτών απάντησε.")).Result();

        foreach (var search in (string[])["προστασία", "ΠΡΟΣΤΑΣΙΑ", "προστασια", "prostasia", "prostassia", "Katanaloton", "katanalwtwn", "προστ", "prost"])
            Assert.True(await FindsAsync(carmen, search, request), search);
        foreach (var search in (string[])["προστάτης", "prostatis", "pro stasia"])
            Assert.False(await FindsAsync(carmen, search, request), search);
    }

    [SkippableFact]
    public async Task All_words_must_be_found_in_whatever_field_and_only_the_last_may_be_unfinished()
    {
        var (_, carmen, andreas) = await BeginAsync();
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("notes", "Müller hat den Geigenkasten gefunden."));

        foreach (var search in (string[])["violin papadopoulou", "Papadopoulou VIOL", "muller violin", "mueller", "geigenkas", "Eleni  Papadopoulou, violin"])
            Assert.True(await FindsAsync(andreas, search, request), search);
        foreach (var search in (string[])["violin trumpet", "viol papadopoulou", "vi", "geigenkosten", "?", "of"])
            Assert.False(await FindsAsync(andreas, search, request), search);
    }

    [SkippableFact]
    public async Task A_web_address_is_found_by_its_beginning_and_by_its_domain()
    {
        var (_, carmen, andreas) = await BeginAsync();
        var request = await carmen.SendsAsync(
            andreas.Office,
            Request.Complete.With("pages", (IEnumerable<string>)["https://www.Shop.lost-things.example/violins?id=7"])
        );

        foreach (
            var search in (string[])
                ["shop.lost-things.example", "https://www.shop.lost-things.example/", "lost-things.example", "www.lost-things.ex", "lost-thi", "violins"]
        )
            Assert.True(await FindsAsync(carmen, search, request), search);
        foreach (var search in (string[])["things.example", "other.lost-things.example", "lost-things.test"])
            Assert.False(await FindsAsync(carmen, search, request), search);
    }

    [SkippableFact]
    public async Task A_typing_error_in_a_name_is_tolerated_with_words_that_the_person_may_read()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var stranger = await story.HandlerInAsync("ES");
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("owner", "Zacharias Kontopoulos"));
        (await andreas.WritesAsync(request, "Η Εταιρεία Ελαιόλαδο Καλαμάτας απάντησε.")).Result();

        (string Typed, string Meant)[] pairs =
        [
            ("zacharais", "Zacharias"),
            ("Kontopulos", "Kontopoulos"),
            ("zacharias Kontopolous", "zacharias Kontopoulos"),
            ("Zachraias Kontopoulus", "Zacharias Kontopoulos"),
            ("Konntopoulos", "Kontopoulos"),
            ("Zcaharias", "Zacharias"),
            ("Koontopoulos", "Kontopoulos"),
            ("Ελεόλαδο", "Ελαιόλαδο"),
        ];
        foreach (var (typed, meant) in pairs)
            Assert.Equal(meant, await ProposesAsync(carmen, typed));
        foreach (var typed in (string[])["Zacharias", "Kontos", "Zach", "Trombone", "47112"])
            Assert.Null(await ProposesAsync(carmen, typed));
        Assert.Null(await ProposesAsync(stranger, "Kontopulos"));
        Assert.Contains(
            await story.DatabaseAsync(database => database.Set<JournalEntry>().Where(entry => entry.ExchangeId == request).ToListAsync()),
            entry => entry.What == ExchangeViews.Found && entry.UserId == carmen.Id
        );
    }

    [SkippableFact]
    public async Task A_number_is_found_whole_in_part_without_dashes_and_as_a_text_program_writes_it()
    {
        var (_, carmen, andreas) = await BeginAsync();
        var request = await carmen.SendsAsync(andreas.Office);
        var other = await carmen.SendsAsync(andreas.Office);
        var number = (await carmen.ReadsAsync(request)).Exchange.Number!;
        var last = number[(number.LastIndexOf('-') + 1)..];

        foreach (
            var search in (string[])
                [
                    number,
                    number.ToLowerInvariant(),
                    number.Replace("-", ""),
                    number.Replace('-', '\u2011'),
                    $" {number.Replace('-', '–')} ",
                    number.Replace('-', ' '),
                    last,
                    last.TrimStart('0'),
                    $"2026-{last}",
                    $"2026{last}",
                    $"lost 2026 {last}",
                ]
        )
        {
            Assert.True(await FindsAsync(carmen, search, request), search);
            Assert.False(await FindsAsync(carmen, search, other), search);
        }

        Assert.True(await FindsAsync(carmen, "LOST-2026", other));
        Assert.False(await FindsAsync(carmen, $"{number}9", request));
    }

    [SkippableFact]
    public async Task Nobody_finds_or_counts_an_exchange_by_words_that_they_may_not_read()
    {
        var (story, carmen, _) = await BeginAsync();
        var coordinator = await story.CoordinatorInAsync("CY");
        var office = await story.AuthorityInAsync("CY", mandate => mandate.CoordinatedBy(coordinator.Id));
        var andreas = await office.EmploysAsync(Role.Handler);
        var (referral, stranger) = (await coordinator.EmploysAsync(Role.Referral), await story.HandlerInAsync("FR"));
        var request = await carmen.SendsAsync(office, Request.Complete.With("notes", "It stood on platform nine."));
        (await carmen.WritesAsync(request, "The conductor remembers.")).Result();

        foreach (var search in (string[])["papadopoulou", "policy 4711", "4711", "conductor", "platform violin"])
        {
            Assert.True(await FindsAsync(andreas, search, request), search);
            Assert.True(await FindsAsync(carmen, search, request), search);
        }

        Assert.True(await FindsAsync(referral, "platform violin", request));
        foreach (var search in (string[])["papadopoulou", "4711", "conductor", "platform conductor"])
        {
            Assert.False(await FindsAsync(referral, search, request), search);
            Assert.Equal(0, await CountsAsync(referral, search));
        }

        Assert.False(await FindsAsync(stranger, "violin", request));
        Assert.Equal((1, 1), (await CountsAsync(referral, "violin"), await CountsAsync(andreas, "conductor")));
    }

    [SkippableFact]
    public async Task A_draft_and_private_notes_are_found_by_their_own_authority_only()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var draft = await carmen.DraftsAsync(andreas.Office);
        Assert.True(await FindsAsync(carmen, "violin", draft));
        Assert.True(await FindsAsync(await carmen.Office.EmploysAsync(Role.Supervisor), "violin", draft));
        Assert.False(await FindsAsync(andreas, "violin", draft));
        (await carmen.SavesAsync(draft, andreas.Office, Request.Complete.With("notes", "Trombone"))).Result();
        (await carmen.SavesAsync(draft, andreas.Office, Request.Complete.With("notes", "Clarinet"))).Result();
        Assert.Equal((true, false), (await FindsAsync(carmen, "clarinet", draft), await FindsAsync(carmen, "trombone", draft)));

        await carmen.DoesAsync("send", draft);
        (
            await story.CallAsync<PrivateNoteService, Outcome<Guid>>(
                (notes, stop) => notes.AddAsync(draft, "Ask the stationmaster.", andreas.Actor, null, stop)
            )
        ).Result();
        Assert.True(await FindsAsync(andreas, "clarinet stationmaster", draft));
        Assert.False(await FindsAsync(carmen, "stationmaster", draft));
        Assert.Equal(0, await CountsAsync(carmen, "stationmaster"));
    }

    [SkippableFact]
    public async Task Words_that_were_corrected_or_amended_and_special_categories_are_not_found()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var request = await carmen.SendsAsync(andreas.Office, Request.Complete.With("suspicion", "Burglary").With("suspicionGround", "tracing"));
        (
            await story.CallAsync<RectificationService, Outcome<Guid>>(
                (service, stop) =>
                    service.RectifyAsync(
                        request,
                        new NewRectification { Answers = Request.Complete.With("owner", "Elena Papadaki"), Reason = "Misread." },
                        carmen.Actor,
                        null,
                        stop
                    )
            )
        ).Result();
        Assert.Equal((true, false), (await FindsAsync(andreas, "papadaki", request), await FindsAsync(andreas, "papadopoulou", request)));
        Assert.False(await FindsAsync(carmen, "burglary", request));

        var warning = (await story.WarningAuthorityInAsync("ES", Capacity.Recipient), await story.WarningAuthorityInAsync("CY", Capacity.Recipient));
        var (sender, reader) = (await warning.Item1.EmploysAsync(Role.Handler), await warning.Item2.EmploysAsync(Role.Handler));
        var sent = await sender.WarnsAsync(Request.Warning("CY"));
        Assert.True(await FindsAsync(reader, "violin", sent));
        var amended = new ActionRequest
        {
            Action = "amend",
            Answers = Request.Form(("amendedBecause", "It was another instrument.")),
            Form = Request.Warning("CY").With("item", "Oboe"),
        };
        (await sender.TriesAsync(sent, amended)).Result();
        Assert.Equal((true, false), (await FindsAsync(reader, "oboe", sent), await FindsAsync(reader, "violin", sent)));
    }

    [SkippableFact]
    public async Task Blocked_and_deleted_exchanges_are_not_found_by_their_content()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var request = await carmen.SendsAsync(andreas.Office);
        await RetentionStories.CloseAsync(carmen, andreas, request);
        Assert.True(await FindsAsync(carmen, "violin", request));

        story.SetDate(new DateOnly(2026, 9, 2));
        await story.RunRetentionAsync();
        Assert.Equal((false, 0), (await FindsAsync(carmen, "violin", request), await TermCountAsync(story, request)));
        await story.CallAsync<SearchIndexService, int>((index, stop) => index.RebuildAsync(null, stop));
        Assert.Equal(0, await TermCountAsync(story, request));

        story.SetDate(new DateOnly(2029, 3, 3));
        await story.RunRetentionAsync();
        Assert.Equal((false, 0), (await FindsAsync(carmen, "violin", request), await TermCountAsync(story, request)));
    }

    [SkippableFact]
    public async Task A_removed_draft_takes_its_terms_with_it()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var draft = await carmen.DraftsAsync(andreas.Office);
        Assert.NotEqual(0, await TermCountAsync(story, draft));
        await carmen.DoesAsync("delete", draft);
        Assert.Equal(0, await TermCountAsync(story, draft));
    }

    [SkippableFact]
    public async Task File_names_are_found_until_the_file_is_withdrawn()
    {
        var (_, carmen, andreas) = await BeginAsync();
        var request = await carmen.SendsAsync(andreas.Office);
        var file = (await andreas.AttachesAsync(request, "Seat-plan_carriage.txt", "Seat 12"u8.ToArray())).Result();
        Assert.True(await FindsAsync(carmen, "seat plan carri", request));
        (await andreas.WithdrawsAsync(request, file, "Wrong file.")).Result();
        Assert.False(await FindsAsync(carmen, "carriage", request));
    }

    [SkippableFact]
    public async Task The_successor_finds_what_the_predecessor_found_and_a_former_recipient_no_content()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var maria = await story.HandlerInAsync("CY");
        var request = await carmen.SendsAsync(andreas.Office);
        await andreas.DoesAsync("forward", request, Request.To(maria.Office));
        Assert.True(await FindsAsync(maria, "papadopoulou violin", request));
        Assert.False(await FindsAsync(andreas, "papadopoulou", request));
    }

    [SkippableFact]
    public async Task A_list_says_in_which_fields_the_words_are()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var request = await carmen.SendsAsync(
            andreas.Office,
            Request.Complete.With("notes", $"{new string('x', 60)} The VIOLÍN was on platform nine, {new string('y', 60)}")
        );
        (await andreas.WritesAsync(request, "Seen by the conductor.")).Result();

        var found = await story.CallAsync<FoundTextQuery, IReadOnlyDictionary<Guid, IReadOnlyList<FoundText>>>(
            (query, stop) => query.InAsync([request, Guid.Empty], "platform condu", carmen.Actor, stop)
        );
        Assert.Equal(
            [("Notes", "… The VIOLÍN was on ", "platform", " nine,…"), ("Message", "Seen by the ", "conductor", ".")],
            Assert.Single(found).Value.Select(one => (one.Title, one.Before, one.Word, one.After))
        );
        Assert.Equal(
            "Full shown:messages",
            await story.DatabaseAsync(database =>
                database
                    .Set<JournalEntry>()
                    .Where(entry => entry.UserId == carmen.Id && entry.ExchangeId == request && entry.What == ExchangeViews.Found)
                    .Select(entry => entry.Detail)
                    .SingleAsync()
            )
        );
        Assert.Empty(
            await story.CallAsync<FoundTextQuery, IReadOnlyDictionary<Guid, IReadOnlyList<FoundText>>>(
                async (query, stop) => await query.InAsync([request], "platform", (await story.HandlerInAsync("FR")).Actor, stop)
            )
        );
    }

    [SkippableFact]
    public async Task A_rebuilt_index_is_the_same_as_the_one_that_followed_every_change()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var request = await carmen.SendsAsync(andreas.Office);
        (await andreas.WritesAsync(request, "Βρέθηκε στο βαγόνι.")).Result();
        var draft = await carmen.DraftsAsync(andreas.Office, Request.Complete.With("notes", "Trombone"));
        var before = await SearchedTexts.TermsAsync(story);
        await story.DatabaseAsync(database => database.Set<SearchTerm>().Where(term => term.ExchangeId == request).ExecuteDeleteAsync());
        Assert.False(await FindsAsync(carmen, "βαγόνι", request));

        for (var run = 0; run < 2; run++)
        {
            await story.CallAsync<SearchIndexService, int>((index, stop) => index.RebuildAsync(null, stop));
            Assert.Equal(before.Order(), (await SearchedTexts.TermsAsync(story)).Order());
        }

        Assert.True(await FindsAsync(carmen, "βαγόνι", request));
        Assert.True(await FindsAsync(carmen, "trombone", draft));
    }

    [SkippableFact]
    public async Task The_same_word_has_another_term_for_each_authority_and_no_term_holds_a_word()
    {
        var (story, carmen, andreas) = await BeginAsync();
        var draft = await carmen.DraftsAsync(andreas.Office);
        var before = await story.DatabaseAsync(database => SearchTermStore.TermsQuery(database, draft).ToListAsync());
        await carmen.DoesAsync("send", draft);
        var after = await story.DatabaseAsync(database => SearchTermStore.TermsQuery(database, draft).ToListAsync());
        Assert.Empty(before.Except(after));
        Assert.True(after.Count >= 2 * before.Count);
        Assert.All(after, term => Assert.Equal(SearchTerm.TermLength, term.Length));
    }

    private async Task<(Story Story, Officer Carmen, Officer Andreas)> BeginAsync()
    {
        var story = await platform.BeginAsync();
        return (story, await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
    }

    private static async Task<bool> FindsAsync(Officer officer, string search, Guid exchange) =>
        (await officer.ListsAsync(new InboxFilter { Search = search, PageSize = 100 })).Items.Any(item => item.Row.Id == exchange);

    private static Task<string?> ProposesAsync(Officer officer, string search) =>
        officer.Story.CallAsync<SimilarSearchQuery, string?>((query, stop) => query.ProposeAsync(new InboxFilter { Search = search }, officer.Actor, stop));

    private static async Task<int> CountsAsync(Officer officer, string search) =>
        (
            await officer.Story.CallAsync<InboxQuery, InboxFacets?>(
                (inbox, stop) => inbox.FacetsAsync(new InboxFilter { Search = search }, officer.Actor, stop)
            )
        )!.OfModule(Story.Module);

    private static Task<int> TermCountAsync(Story story, Guid exchange) =>
        story.DatabaseAsync(database => SearchTermStore.TermsQuery(database, exchange).CountAsync());
}

public sealed class SqliteExchangeSearchStories(SqlitePlatform platform) : ExchangeSearchStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlExchangeSearchStories(PostgreSqlPlatform platform) : ExchangeSearchStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerExchangeSearchStories(SqlServerPlatform platform) : ExchangeSearchStories(platform), IClassFixture<SqlServerPlatform>;
