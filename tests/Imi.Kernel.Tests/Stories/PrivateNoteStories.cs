using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.PrivateNotes;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>An authority keeps internal notes on an exchange that no other party sees.</summary>
public abstract class PrivateNoteStories(Platform platform)
{
    private const string Text = "Called the trader twice.\nÁgata Müller never answers.";

    [SkippableFact]
    public async Task Only_people_of_the_own_authority_see_notes_and_no_other_party_learns_of_them()
    {
        var story = await platform.BeginAsync();
        var (carmen, office, stranger) = (await story.HandlerInAsync("ES"), await story.AuthorityInAsync("CY"), await story.HandlerInAsync("FR"));
        var (andreas, eleni, sofia) = (
            await office.EmploysAsync(Role.Handler),
            await office.EmploysAsync(Role.Supervisor),
            await office.EmploysAsync(Role.Administrator)
        );
        var request = await carmen.SendsAsync(office);
        var before = await carmen.ReadsAsync(request);

        var note = (await AddsAsync(andreas, request, Text)).Result();

        foreach (var officer in new List<Officer> { andreas, eleni })
            Assert.Equal([(andreas.Actor.Name, Text)], (await ListAsync(officer, request))!.Notes.Select(one => (one.Author, one.Text)));
        Assert.Empty((await ListAsync(carmen, request))!.Notes);
        Assert.Null(await ListAsync(stranger, request));
        Assert.Null(await ListAsync(sofia, request));
        (await AddsAsync(stranger, request, Text)).AssertNotFound();
        (await RemovesAsync(carmen, request, note)).AssertNotFound();
        var after = await carmen.ReadsAsync(request);
        Assert.Equal(before.Timeline.Count, after.Timeline.Count);
        Assert.Equal((before.Exchange.Revision, before.Exchange.UpdatedAt), (after.Exchange.Revision, after.Exchange.UpdatedAt));

        (await RemovesAsync(eleni, request, note)).Result();
        Assert.Empty((await ListAsync(andreas, request))!.Notes);
        (await RemovesAsync(eleni, request, note)).AssertNotFound();
    }

    [SkippableFact]
    public async Task A_note_that_is_sent_twice_is_kept_once_and_an_empty_or_long_one_is_refused()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);

        var note = (await AddsAsync(carmen, request, Text, "once")).Result();
        Assert.Equal(note, (await AddsAsync(carmen, request, Text, "once")).Result());
        Assert.Single((await ListAsync(carmen, request))!.Notes);
        (await AddsAsync(carmen, request, " \n ")).AssertInvalid("text validation.required");
        (await AddsAsync(carmen, request, new string('x', PrivateNoteService.LongestNote + 1))).AssertInvalid("text validation.too-long");
    }

    [SkippableFact]
    public async Task Notes_are_encrypted_hidden_with_the_exchange_and_deleted_with_it()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        (await AddsAsync(andreas, request, Text)).Result();
        Assert.DoesNotContain(
            "trader"u8.ToArray(),
            Chunks(
                await story.DatabaseAsync(database =>
                    database.Set<PrivateNote>().Where(note => note.ExchangeId == request).Select(note => note.Cipher).SingleAsync()
                )
            )
        );

        await RetentionStories.CloseAsync(carmen, andreas, request);
        Assert.Single((await ListAsync(andreas, request))!.Notes);
        story.SetDate(new DateOnly(2026, 9, 2));
        await story.RunRetentionAsync();
        Assert.Null(await ListAsync(andreas, request));
        (await AddsAsync(andreas, request, Text)).AssertNotFound();
        Assert.Equal(1, await CountAsync(story, request));

        story.SetDate(new DateOnly(2029, 3, 3));
        await story.RunRetentionAsync();
        Assert.Equal(0, await CountAsync(story, request));
    }

    [SkippableFact]
    public async Task A_search_for_a_data_subject_finds_the_notes_of_the_own_authority_only()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        (await AddsAsync(andreas, request, Text)).Result();

        var found = await SearchesAsync(await andreas.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer));
        Assert.Equal(("private-note", Text), Assert.Single(Assert.Single(found.Matches).Places.Select(place => (place.Place, place.Text))));
        Assert.Empty((await SearchesAsync(await carmen.Office.EmploysForAllModulesAsync(Role.DataProtectionOfficer))).Matches);
    }

    private static async Task<SubjectSearch> SearchesAsync(Officer officer)
    {
        var id = (await SubjectRequestStories.EnterAsync(officer, SubjectRequestKind.Access)).Result();
        return (await SubjectRequestStories.SearchAsync(officer, id)).Result();
    }

    private static Task<PrivateNoteList?> ListAsync(Officer officer, Guid exchange) =>
        officer.Story.CallAsync<PrivateNoteService, PrivateNoteList?>((notes, stop) => notes.ListAsync(exchange, officer.Actor, "en", stop));

    private static Task<Outcome<Guid>> AddsAsync(Officer officer, Guid exchange, string text, string? key = null) =>
        officer.Story.CallAsync<PrivateNoteService, Outcome<Guid>>(
            (notes, stop) => notes.AddAsync(exchange, text, officer.Actor, key is null ? null : new SubmissionKey(key, text), stop)
        );

    private static Task<Outcome<Guid>> RemovesAsync(Officer officer, Guid exchange, Guid note) =>
        officer.Story.CallAsync<PrivateNoteService, Outcome<Guid>>((notes, stop) => notes.RemoveAsync(exchange, note, officer.Actor, null, stop));

    private static Task<int> CountAsync(Story story, Guid exchange) =>
        story.DatabaseAsync(database => database.Set<PrivateNote>().CountAsync(note => note.ExchangeId == exchange));

    private static IEnumerable<byte[]> Chunks(byte[] bytes) => Enumerable.Range(0, Math.Max(0, bytes.Length - 5)).Select(start => bytes[start..(start + 6)]);
}

public sealed class SqlitePrivateNoteStories(SqlitePlatform platform) : PrivateNoteStories(platform), IClassFixture<SqlitePlatform>;

public sealed class PostgreSqlPrivateNoteStories(PostgreSqlPlatform platform) : PrivateNoteStories(platform), IClassFixture<PostgreSqlPlatform>;

public sealed class SqlServerPrivateNoteStories(SqlServerPlatform platform) : PrivateNoteStories(platform), IClassFixture<SqlServerPlatform>;
