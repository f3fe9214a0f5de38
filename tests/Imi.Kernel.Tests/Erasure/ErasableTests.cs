using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.BlockedData;
using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Erasure;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.History;
using Imi.Kernel.Tests.Stories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Imi.Kernel.Tests.Erasure;

/// <summary>Every table that refers to exchanges, users or authorities follows them: it is erased with them, or moved when entries are merged.</summary>
public sealed class ErasableTests(SqlitePlatform platform) : IClassFixture<SqlitePlatform>
{
    /// <summary>Tables that nothing covers, and why that is right.</summary>
    private static readonly Dictionary<Type, string> Alone = new()
    {
        [typeof(JournalEntry)] = "the journal keeps what was done and under which entry; who it was is resolved by nothing after the deletion",
        [typeof(RegistryEvent)] = "the history of an entry stays with the entry",
        [typeof(ExchangeKey)] = "destroyed first, by the erasure itself",
        [typeof(SpentChallenge)] = "a hash that ends by itself within minutes",
    };

    /// <summary>Columns of the aggregate that the merge itself moves, and the pointers that stay.</summary>
    private static readonly string[] Aggregates =
    [
        nameof(Exchange),
        nameof(Participation),
        nameof(Authority),
        nameof(AuthorityName),
        nameof(Mandate),
        nameof(LinkedCoordinator),
        nameof(ModuleSetup),
        nameof(Competence),
        nameof(RoleGrant),
    ];

    /// <summary>Tables of which the story itself has the only possible row.</summary>
    private static readonly Type[] Kept = [typeof(JournalEntry), typeof(ImiUser), typeof(Credential), typeof(ExchangeKey)];

    [Fact]
    public async Task Every_table_that_refers_to_an_exchange_a_user_or_an_authority_is_covered()
    {
        var story = await platform.BeginAsync();
        var covered = await story.CallAsync<IEnumerable<IErasable>, HashSet<Type>>(
            (erasables, _) => Task.FromResult(erasables.SelectMany(erasable => erasable.Entities).ToHashSet())
        );
        var model = await story.DatabaseAsync(database => Task.FromResult(database.Model));
        Assert.Equal("", string.Join('\n', Uncovered(model, [.. covered, .. Alone.Keys])));
        Assert.Contains(nameof(BlockedDataRequest), Uncovered(model, [.. covered.Where(type => type != typeof(BlockedDataRequest)), .. Alone.Keys]));
        Assert.Empty(Alone.Keys.Intersect(covered));
    }

    [Fact]
    public async Task No_table_but_the_history_refers_to_an_entry_that_was_merged()
    {
        var story = await platform.BeginAsync();
        var coordinator = await (await story.CoordinatorInAsync("CY")).EmploysAsync(Role.Administrator);
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var elpida = await (await story.BareAuthorityInAsync("CY")).EmploysAsync(Role.Handler);
        var request = await carmen.SendsAsync(andreas.Office);
        await FillAsync(story, SampleRows.IsAuthority, request, andreas.Office.Id, carmen.Id);

        var code = await story.DatabaseAsync(database =>
            database.Set<Authority>().Where(one => one.Id == elpida.Office.Id).Select(one => one.Code).FirstAsync()
        );
        var merged = await story.CallAsync<MergeService, Outcome<Guid>>((merge, stop) => merge.MergeAsync(andreas.Office.Id, code, coordinator.Actor, stop));

        Assert.True(merged.IsDone);
        var left = await story.DatabaseAsync(database => SampleRows.ReferringAsync(database, SampleRows.IsAuthority, andreas.Office.Id));
        Assert.Equal(
            "RegistryEvent.AuthorityId RegistryEvent.ByAuthorityId RegistryEvent.OtherAuthorityId",
            string.Join(' ', left.Order(StringComparer.Ordinal))
        );
    }

    [Fact]
    public async Task Only_tables_without_personal_data_refer_to_a_deleted_exchange()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await FillAsync(story, SampleRows.IsExchange, request, andreas.Office.Id, carmen.Id);

        var deleted = await story.CallAsync<ExchangeErasure, int>(async (erasure, stop) => await erasure.DeleteAsync([request], stop));

        Assert.Equal(1, deleted);
        var left = await story.DatabaseAsync(database => SampleRows.ReferringAsync(database, SampleRows.IsExchange, request));
        Assert.Equal("ExchangeLink JournalEntry OutboxMail Participation StatisticAnswer SubjectFinding TimelineEntry", Tables(left));
    }

    [Fact]
    public async Task Only_pseudonyms_are_left_of_a_deleted_user()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await FillAsync(story, SampleRows.IsUser, request, andreas.Office.Id, carmen.Id);

        await story.CallAsync<FormerUserStore, int>(
            async (users, stop) =>
            {
                await users.EndAsync(carmen.Id, carmen.Office.Id, DateTime.UnixEpoch, stop);
                return await users.DeleteAsync([carmen.Id], stop);
            }
        );

        var left = await story.DatabaseAsync(database => SampleRows.ReferringAsync(database, SampleRows.IsUser, carmen.Id));
        Assert.Equal(
            "Attachment BlockedDataRequest ContentDocument Exchange JournalEntry PrivateNote RegistryEvent RegistryImport RetentionHold SubjectRequest TimelineEntry",
            Tables(left)
        );
    }

    private static string Tables(IEnumerable<string> columns) =>
        string.Join(' ', columns.Select(column => column.Split('.')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Uncovered(IModel model, HashSet<Type> covered) =>
        from entity in model.GetEntityTypes()
        where entity.GetProperties().Any(property => SampleRows.IsExchange(property) || SampleRows.IsAuthority(property) || SampleRows.IsUser(property))
        where !covered.Contains(entity.ClrType)
        select entity.ClrType.Name;

    /// <summary>A row in every table with such a column; the story's own rows stand for exchanges, registry entries and roles.</summary>
    private static Task<bool> FillAsync(Story story, Func<IProperty, bool> which, Guid exchange, Guid authority, Guid user) =>
        story.DatabaseAsync(async database =>
        {
            await database.Database.OpenConnectionAsync();
            await database.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = OFF");
            await database.Set<ReadMark>().ExecuteDeleteAsync(); // The story has some, and each table gets one row below.
            foreach (var entity in database.Model.GetEntityTypes().Where(entity => entity.GetProperties().Any(which)))
            {
                if (!Aggregates.Contains(entity.ClrType.Name, StringComparer.Ordinal) && !Kept.Contains(entity.ClrType))
                    await SampleRows.AddAsync(database, entity, exchange, authority, user);
            }

            await database.Database.ExecuteSqlRawAsync("PRAGMA foreign_keys = ON");
            return true;
        });
}
