using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Exchanges.Content;
using Imi.Kernel.Exchanges.Inbox;
using Imi.Kernel.Features.BlockedData;
using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Features.Deadlines;
using Imi.Kernel.Features.DueCalendar;
using Imi.Kernel.Features.Duplicates;
using Imi.Kernel.Features.FormerUsers;
using Imi.Kernel.Features.GuideResults;
using Imi.Kernel.Features.HandOver;
using Imi.Kernel.Features.ModuleUploads;
using Imi.Kernel.Features.Notices;
using Imi.Kernel.Features.PersonalDataReports;
using Imi.Kernel.Features.PrivateNotes;
using Imi.Kernel.Features.Reminders;
using Imi.Kernel.Features.Reminders.Escalation;
using Imi.Kernel.Features.ReplyTimes;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Features.Search;
using Imi.Kernel.Features.Search.Terms;
using Imi.Kernel.Features.Statistics;
using Imi.Kernel.Features.Translation;
using Imi.Kernel.Features.Translation.Runs;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Foundation.Ledger;
using Imi.Kernel.Foundation.Outbox;
using Imi.Kernel.Foundation.Persistence;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Accounts;
using Imi.Kernel.Network.Directory;
using Imi.Kernel.Network.Directory.Search;
using Imi.Kernel.Network.History;
using Imi.Kernel.Network.Mandates;
using Imi.Kernel.Network.Registration;
using Imi.Kernel.Network.Registration.Import;
using Imi.Kernel.Network.Roles;

namespace Imi.Kernel.Tests.Persistence;

/// <summary>Every query of the kernel in each of its shapes: all must run on every database.</summary>
internal static class RoomQueries
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(Given.Now.Date);
    private static readonly Guid[] Ids = [Given.NewId(), Given.NewId(), Given.NewId()];

    public static IReadOnlyDictionary<string, Func<ImiDbContext, IQueryable>> All { get; } =
        new Dictionary<string, Func<ImiDbContext, IQueryable>>(StringComparer.Ordinal)
        {
            ["authorities by words"] = database => AuthorityDirectory.Matching(database, new AuthorityFilter { Search = "consum 100%_[a]", Country = "ES" }),
            ["authorities that may be asked today"] = database =>
                AuthorityDirectory.Matching(
                    database,
                    new AuthorityFilter
                    {
                        Module = "example",
                        Procedure = "request",
                        Capacity = Capacity.Recipient,
                        Today = Today,
                        ExceptCountry = "ES",
                    }
                ),
            ["what authorities are called"] = database => AuthorityDirectory.LabelQuery.Compile()(database, Ids),
            ["authorities of a module"] = database => AuthorityDirectory.Matching(database, new AuthorityFilter { Module = "example" }),
            ["authorities, next page"] = database =>
                AuthorityDirectory
                    .Matching(database, new AuthorityFilter { After = new AuthorityCursor("ES", "es-1") })
                    .OrderBy(authority => authority.Country)
                    .ThenBy(authority => authority.Code)
                    .Take(51),
            ["mandates of an exchange's parties"] = database => StandingReader.PartyQuery(database, Ids, "example", "request"),
            ["an exchange with its key"] = database =>
                ExchangeStore.LoadQuery(
                    database,
                    database.Set<Exchange>().Where(exchange => exchange.Id == Ids[0] && exchange.Participations.Any(part => Ids.Contains(part.AuthorityId)))
                ),
            ["linked exchanges that a person sees"] = database => ExchangeStore.SeenQuery(database, Ids, Ids),
            ["the key for adding"] = database => ExchangeStore.KeyQuery(database, Ids[0], Ids),
            ["whom a broadcast reaches"] = database => AuthorityDirectory.ReachedQuery(database, ["ES", "EU"], "example", "alert", Today),
            ["periods that have ended"] = database => DeadlineService.DueQuery(database, Today, Today.AddDays(-1), Ids[0]),
            ["what is to be hidden"] = database => ErasureStore.Due(database, LedgerAction.Hidden, Today).Take(100),
            ["what is to be deleted"] = database => ErasureStore.Due(database, LedgerAction.Deleted, Today).Take(100),
            ["drafts to be removed"] = database => ErasureStore.Due(database, LedgerAction.DraftRemoved, Today).Take(100),
            ["what is to be deleted, module by module"] = database => RetentionSweepService.DueCounts(database, LedgerAction.Deleted, Today),
            ["what an officer sees coming"] = database => OversightQuery.DueQuery(database, LedgerAction.Deleted, Today, Ids),
            ["former users to be deleted"] = database => ErasureStore.Due(database, LedgerAction.UserDeleted, Today).Take(100),
            ["former users that an officer sees coming"] = database => OversightQuery.FormerUserQuery(database, Today, Ids),
            ["what was assigned to a former user"] = database => FormerUserService.Allocations(database, Ids[0], Ids[1], ["example"]),
            ["what a user was told"] = database => OwnDataQuery.NoticeQuery(database, Ids[0]),
            ["what is assigned to a user"] = database => OwnDataQuery.AllocationQuery(database, Ids[0]).Select(number => new { number }),
            ["what a user looked at"] = database => OwnDataQuery.LookQuery(database, Ids[0]),
            ["who opened an exchange"] = database => AccessLogQuery.Looks(database, Ids[0], Ids),
            ["what an officer sees held"] = database => OversightQuery.HoldQuery(database, Ids),
            ["what an officer sees done"] = database => OversightQuery.DeedQuery(database, Ids).Take(20),
            ["what keeps an exchange from deletion"] = database => RetentionService.StandingQuery(database, Ids[0]),
            ["what was asked about an exchange"] = database => BlockedDataRequestService.OfExchange(database, Ids[0], BlockedDataRequestKind.Unblocking),
            ["readings that have ended"] = database => UnblockingEndService.Ended(database, Today).Take(100),
            ["what an officer has to decide"] = database => BlockedDataRequestService.WaitingQuery(database, Ids),
            ["requests of data subjects to be answered"] = database => SubjectRequestService.Open(database, Ids).Take(200),
            ["requests of data subjects that were answered"] = database => SubjectRequestService.Answered(database, Ids).Take(200),
            ["whose calendar it is"] = database => CalendarService.OwnerQuery(database, "0123"),
            ["last days of a person"] = database => CalendarService.DaysQuery(database, Ids[0], Today),
            ["exchanges to be reminded of"] = database => ReminderService.DueQuery(database, Today, new DueReminder(Ids[0], Today)).Take(100),
            ["reminders that were sent"] = database => ReminderService.SentQuery(database, Ids[0]),
            ["whose reminders wait"] = database => ReminderService.WaitingQuery(database, Ids, Given.Now.UtcDateTime).Select(id => new { id }),
            ["people to remind"] = database => ReminderAudience.PeopleQuery(database, Ids, "example", Today),
            ["mailboxes to remind"] = database => ReminderAudience.MailboxesQuery(database, Ids),
            ["reminders in mails to people"] = database => ReminderMailQuery.PeopleQuery(database, Ids),
            ["reminders in mails to mailboxes"] = database => ReminderMailQuery.MailboxesQuery(database, Ids),
            ["exchanges that mails remind of"] = database => ReminderOccasionQuery.ExchangesQuery(database, Ids),
            ["reminders of exchanges in mails"] = database => ReminderMailQuery.RemindersQuery(database, Ids),
            ["requests of data subjects to be reminded of"] = database => SubjectReminderService.Waiting(database, Today).Take(100),
            ["requests of data subjects to be forgotten"] = database => SubjectRequestErasure.Old(database, Given.Now.UtcDateTime).Take(100),
            ["where to look for a person"] = database => SubjectDataQuery.Candidates(database, Ids[0], null, null).Take(100),
            ["where to look for a person next"] = database => SubjectDataQuery.Candidates(database, Ids[0], ["example"], Cursor).Take(100),
            ["what can be attached to a request"] = database =>
                SubjectRequestService.Attachable(database, Ids[0], ["example"], Ids, "EX-1").Select(id => new { id }),
            ["what was attached to a request"] = database => SubjectRequestStore.Found(database, Ids[0]),
            ["whether data are contested"] = database => SubjectSearchService.Contested(database, Ids[0]),
            ["who asks to correct"] = database => RectificationService.Asking(database, Ids[0], Ids[1]),
            ["the form to correct"] = database => RectificationService.Written(database, Ids[0], null),
            ["what to correct"] = database => RectificationService.Written(database, Ids[0], Ids[1]),
            ["what has no days yet"] = database => RetentionWarningService.Unsettled(database).Take(100),
            ["what to end"] = database => RetentionEndService.Due(database, Today).OrderBy(exchange => exchange.Id).Take(100),
            ["whom to warn"] = database => RetentionWarningService.Due(database, Today).Take(100),
            ["ledger"] = database => LedgerStore.After(database, 5),
            ["coordinators"] = database => AuthorityDirectory.CoordinatorQuery(database, ["ES"], null),
            ["coordinators of a module"] = database => AuthorityDirectory.CoordinatorQuery(database, ["ES"], "example"),
            ["coordinators of every country"] = database => CoordinatorQuery.CountryQuery(database, null),
            ["coordinators of a country"] = database => CoordinatorQuery.CountryQuery(database, "ES"),
            ["authorities that may be the same"] = database =>
                AuthorityStore.CandidateQuery(database, "ES", "A-1", "a@b.example", "consumo", "100%_[a]").OrderBy(authority => authority.Code).Take(200),
            ["authorities that rows mean by code"] = database => ImportReader.ByCodeQuery(database, ["es-consumo", "es-mercado"]),
            ["authorities that rows mean by identifier"] = database => ImportReader.ByIdentifierQuery(database, "ES", ["A-1", "A-2"]),
            ["what authorities are alike by"] = database => AlikeIndex.Query(database, "ES"),
            ["authorities for a table"] = database =>
                ImportService
                    .ExportQuery(
                        database,
                        new AuthorityFilter
                        {
                            Search = "consum",
                            Country = "ES",
                            After = new AuthorityCursor("ES", "es-consumo"),
                        }
                    )
                    .Take(500),
            ["authorities that a table of mandates names"] = database => MandateImportService.NamedQuery(database, ["es-a", "cy-b"]),
            ["central authorities for a table"] = database => ImportSetupReader.CentralQuery(database),
            ["authorities that act for others, for a table"] = database => ImportSetupReader.ActingQuery(database),
            ["tables whose day is over"] = database => ImportUploadService.OldQuery(database, Given.Now.UtcDateTime),
            ["coordinators that grant"] = database => MandateService.CoordinatorQuery(database, "ES"),
            ["the right authority"] = database =>
                AuthoritySearch
                    .RankedQuery(
                        database,
                        new AuthorityFilter
                        {
                            Search = "consum 100%_[a]",
                            Words = [new SearchWord("consum", ["ES"], [("example", "consumers")]), new SearchWord("100%_[a]", [], [])],
                            Country = "ES",
                            Region = "ES51",
                            NearRegion = "ES51",
                            Keyword = "consumers",
                            Module = "example",
                            Capacity = Capacity.Recipient,
                            Today = Today,
                        }
                    )
                    .Select(id => new { id }),
            ["the right authority, sorted for a reader"] = database =>
                AuthoritySearch
                    .RankedQuery(
                        database,
                        new AuthorityFilter
                        {
                            Search = "rayonen",
                            Words = [new SearchWord("rayonen", ["BG"], []) { Sound = "reonen" }],
                            Language = "bg",
                            CountryOrder = "BG|DE|EL",
                            Today = Today,
                        }
                    )
                    .Select(id => new { id }),
            ["authorities with names that are perhaps alike"] = database =>
                AuthoritySearch.PerhapsQuery(
                    database,
                    new AuthorityFilter
                    {
                        Words = [new SearchWord("consomation", [], []), new SearchWord("wett", ["DE"], [])],
                        Country = "FR",
                        Today = Today,
                    }
                ),
            ["how soon they answer"] = database => AuthoritySearch.ReplyQuery(database, Ids, "example", null),
            ["how soon one answers"] = database => ReplyTimeQuery.Query(database, Ids[0], "example", "request"),
            ["in whose name somebody may begin"] = database => AuthoritySearch.SendingQuery(database, Ids, "consum", Today),
            ["what was answered"] = database => ReplyTimeService.AnsweredQuery(database, Given.Now.UtcDateTime),
            ["regions of a country"] = database => AuthorityDirectory.RegionQuery(database, "ES"),
            ["which central authority there is, and which acts"] = database =>
                MandateService.CentralQuery(database, new Authority(Ids[0], "ES-X", "ES", AuthorityKind.CompetentAuthority, "X", ["es"]), "example", Ids[1]),
            ["where a central authority comes to act"] = database =>
                ActingForService.FollowingQuery(database, Ids[0], Ids[1], "example", true).Select(id => new { id }),
            ["where a central authority acts"] = database =>
                ActingForService.FollowingQuery(database, Ids[0], Ids[1], "example", false).Select(id => new { id }),
            ["whose a passkey is"] = database => PasskeyService.CalledQuery(database, "AAAA"),
            ["central authority"] = database => SetupService.CentralQuery(database, "ES", "example"),
            ["stand-ins that lapsed"] = database => StandInService.LapsedQuery(database, Today),
            ["what is to be reviewed"] = database => RoleReviewService.DueQuery(database, Ids, Ids[0], Today).Take(51),
            ["when people signed in"] = database => RoleReviewService.SignInQuery(database, Ids),
            ["who is to review"] = database => RoleReviewService.ReviewerQuery(database, Today, Given.Now.UtcDateTime).Take(200),
            ["invitations of coordinators"] = database => InvitationService.ListQuery(database, Ids),
            ["in whose name is invited"] = database => InvitationService.CoordinatorQuery(database, Ids, "ES").Select(id => new { id }),
            ["mails about invitations"] = database => SelfRegistrationService.MailQuery(database, Ids),
            ["in what a country's authorities coordinate"] = database => CoordinatorQuery.MandateQuery(database, "ES", Today),
            ["what was delegated in a country"] = database => CoordinatorQuery.DelegationQuery(database, "ES"),
            ["what was delegated to a coordinator"] = database => DelegationService.DelegationQuery(database, Ids[0]),
            ["entries of the same authority"] = database => AuthorityHistoryQuery.TwinQuery(database, Ids[0]).Select(id => new { id }),
            ["exchanges of an entry that goes"] = database => MergeService.ExchangeQuery(database, Ids[0]).Take(50).Select(id => new { id }),
            ["history of an authority"] = database => AuthorityHistoryQuery.EventQuery(database, [Ids[0]], null).Take(21),
            ["history of an authority, older"] = database => AuthorityHistoryQuery.EventQuery(database, Ids, Ids[1]).Take(21),
            ["in whose name an entry is changed"] = database => RegistryHistoryStore.AdministeredQuery(database, Ids[0]),
            ["what is handed over"] = database => HandOverService.OpenParts(database, Ids[0]),
            ["who can take over"] = database => DeactivationService.SuccessorQuery(database, Ids[0], "ES", ["example"], Today),
            ["whom a coordinator is linked to"] = database => DeactivationService.LinkedQuery(database, Ids[0]),
            ["who took an authority's place"] = database => ExchangeStore.HandedOverQuery(database, Ids[0]),
            ["uploads in force"] = database => ModuleCatalogue.StampQuery(database),
            ["uploads"] = database => ModuleUploadService.RowQuery(database).Take(20),
            ["inbox"] = Inbox(new InboxFilter { View = InboxView.ToDo }, 1),
            ["inbox of several authorities"] = Inbox(new InboxFilter { View = InboxView.ToDo }, 3),
            ["inbox by change"] = Inbox(new InboxFilter { View = InboxView.ToDo, Sort = InboxSort.Updated }, 1),
            ["inbox, every view"] = Inbox(new InboxFilter(), 1),
            ["inbox, every view by change"] = Inbox(new InboxFilter { Sort = InboxSort.Updated }, 1),
            ["inbox, next page of one authority"] = Inbox(
                new InboxFilter
                {
                    View = InboxView.Closed,
                    Sort = InboxSort.Updated,
                    After = Cursor,
                },
                1
            ),
            ["inbox, next page by due day"] = Inbox(new InboxFilter { View = InboxView.ToDo, After = Cursor }, 3),
            ["inbox, next page by change"] = Inbox(new InboxFilter { Sort = InboxSort.Updated, After = Cursor }, 3),
            ["inbox, attention"] = Inbox(new InboxFilter { NeedsAttention = true }, 2),
            ["inbox, everything narrowed"] = Inbox(
                new InboxFilter
                {
                    Module = "example",
                    Procedure = "request",
                    States = ["accepted"],
                    Country = "FR",
                    Search = "ex-r_[",
                    OnlyMine = true,
                },
                2
            ),
            ["inbox, what the person must do"] = Inbox(new InboxFilter { View = InboxView.ToDo, OnlyToDo = true }, 1),
            ["inbox, what the person must do, next page"] = Inbox(
                new InboxFilter
                {
                    View = InboxView.ToDo,
                    OnlyToDo = true,
                    After = Cursor,
                },
                2
            ),
            ["inbox, attention of one authority"] = Inbox(new InboxFilter { NeedsAttention = true }, 1),
            ["inbox, next page of attention"] = Inbox(new InboxFilter { NeedsAttention = true, After = Cursor }, 1),
            ["inbox, as it is opened most"] = database => UsualInbox.ByDue.Compile()(database, Ids[0], Ids[1], ["example", "other"], InboxView.ToDo, 26),
            ["inbox, as it is opened most, by change"] = database =>
                UsualInbox.ByUpdate.Compile()(database, Ids[0], Ids[1], ["example", "other"], InboxView.Closed, 26),
            ["inbox, every view as it is opened most"] = database =>
                UsualInbox.AllByUpdate.Compile()(database, Ids[0], Ids[1], ["example", "other"], InboxView.None, 26),
            ["inbox, the other way round, next page"] = Inbox(
                new InboxFilter
                {
                    View = InboxView.ToDo,
                    IsReversed = true,
                    After = Cursor,
                },
                2
            ),
            ["inbox by change, the other way round, next page"] = Inbox(
                new InboxFilter
                {
                    View = InboxView.ToDo,
                    Sort = InboxSort.Updated,
                    IsReversed = true,
                    After = Cursor,
                },
                1
            ),
            ["inbox, states of procedures"] = Inbox(new InboxFilter { States = ["example/request/accepted", "example/request/sent"] }, 1),
            ["inbox, several states"] = Inbox(new InboxFilter { States = ["accepted", "sent"] }, 1),
            ["the newest notice"] = database => NoticeService.NewestQuery(database, Ids[0]).Take(1).Select(id => new { id }),
            ["exchanges with a word"] = database => SearchTermQuery.WordQuery(database, Hasher(), Ids[0], Word).Select(id => new { id }),
            ["exchanges with a word, of several authorities"] = database =>
                SearchTermQuery.MentionsQuery(database, Hasher(), Ids, Word).Select(id => new { id }),
            ["who may send the same at home"] = database => DuplicateQuery.Senders(database, Sent()).Take(2_000).Select(id => new { id }),
            ["the same at home"] = database =>
                DuplicateQuery
                    .Unseen(database, Sent(), Ids)
                    .Where(other =>
                        SearchTermQuery
                            .MentionsQuery(database, Hasher(), Ids, Word)
                            .Intersect(SearchTermQuery.MentionsQuery(database, Hasher(), Ids, Word))
                            .Contains(other.Id)
                    )
                    .Select(other => new { other.Id }),
            ["inbox, found by words"] = database => InboxStatements.Page(database, new InboxFilter(), Actor(2), Today, Words(database))!,
            ["inbox, found by words, next page"] = database =>
                InboxStatements.Page(
                    database,
                    new InboxFilter
                    {
                        View = InboxView.ToDo,
                        Country = "FR",
                        After = Cursor,
                    },
                    Actor(1),
                    Today,
                    Words(database)
                )!,
            ["inbox filters, found by words"] = database => InboxStatements.Facets(database, new InboxFilter(), Actor(2), Today, Words(database))!,
            ["notes of every authority"] = database => PrivateNoteQuery.AllQuery(database, Ids[0]),
            ["terms of an exchange"] = database => SearchTermStore.TermsQuery(database, Ids[0]).Select(term => new { term }),
            ["an exchange as it was loaded"] = database => SearchTermStore.CurrentQuery(database, Ids[0], 3),
            ["exchanges that can be searched"] = database => SearchIndexService.SearchedQuery(database, Ids[0]).Take(20),
            ["content that can be searched"] = database => ReadableTextQuery.DocumentsQuery(database, Ids[0]),
            ["names of files that can be searched"] = database => ReadableTextQuery.FilesQuery(database, Ids[0]),
            ["inbox filters"] = database => InboxStatements.Facets(database, new InboxFilter { View = InboxView.ToDo }, Actor(2), Today)!,
            ["what was sent in each area"] = database => AreaActivityQuery.SentQuery(database, Given.Now.UtcDateTime),
            ["what is open in each area"] = database => AreaActivityQuery.OpenQuery(database, null),
            ["what is late in each area"] = database => AreaActivityQuery.OpenQuery(database, Today),
            ["who takes part in each area"] = database => AreaActivityQuery.AuthorityFilter(database, Today),
            ["examinations"] = database => InboxStatements.Examinations(database, Actor(1), null, 2)!,
            ["examinations of several authorities, next page"] = database => InboxStatements.Examinations(database, Actor(2), Cursor, 2)!,
            ["translations of an exchange"] = database => TranslationQuery.MemoryQuery(database, new(Ids[0], "es")),
            ["translations of some exchanges"] = database => StoredTranslationQuery.MemoriesQuery(database, Ids),
            ["translation of a file"] = database => FileTranslationQuery.RowQuery(database, new(Ids[0], "es", Ids[1])),
            ["file that is translated"] = database => FileTranslationService.FileQuery(database, new(Ids[0], "es", Ids[1])),
            ["translations of the files of an exchange"] = database => FileTranslationQuery.RowsQuery(database, Ids[0], "es"),
            ["translations and request of an exchange"] = database => TranslationQuery.StoredQuery(database, Ids[0], "es"),
            ["request for a translation"] = database => TranslationQuery.RequestQuery(database, new(Ids[0], "es")),
            ["requests for translations that are due"] = database => TranslationRequestStore.DueQuery(database, Given.Now.UtcDateTime),
            ["submissions by engine"] = database => TranslationQueueQuery.SubmittedQuery(database),
            ["submissions to an engine"] = database => SubmissionStore.OpenQuery(database, new(Ids[0], "es")),
            ["submission that an engine answers"] = database => TranslationAnswerService.SubmissionQuery(database, Ids[0]),
            ["translations in figures"] = database => TranslationCountQuery.CountQuery(database, Today),
            ["linked exchanges"] = database => RelatedExchangeQuery.LinkedQuery(database, Ids[0]),
            ["results of the guide"] = database => GuideResultQuery.CountQuery(database, Today.AddMonths(-12), Today),
            ["inbox counts"] = database => InboxStatements.Counts.Compile()(database, Ids[0], Today),
            ["inactive exchanges"] = database => InactiveQuery.PageQuery(database, new InactiveFilter(), Shells(1))!,
            ["inactive exchanges, next page"] = database => InactiveQuery.PageQuery(database, new InactiveFilter { After = Cursor }, Shells(1))!,
            ["inactive exchanges of several authorities by number"] = database =>
                InactiveQuery.PageQuery(database, new InactiveFilter { Search = "ex-r_[", After = Cursor }, Shells(3))!,
            ["notices"] = database => NoticeStatements.Page(database, new NoticeFilter(Ids[0], null), Today),
            ["notices, next page"] = database =>
                NoticeStatements.Page(database, new NoticeFilter(Ids[0], Ids[1]) { OnlyToDo = true, Module = "lost-property" }, Today),
            ["mails that others can be joined to"] = database => OutboxQueueService.Joinable(database, Ids[0], Given.Now.UtcDateTime),
            ["mails that are undeliverable"] = database => UndeliverableMailQuery.Query(database).Take(20),
            ["mails to send"] = database =>
                OutboxQueueService.Ready(database, Given.Now.UtcDateTime).OrderByDescending(mail => mail.Urgent).ThenBy(mail => mail.Id).Take(200),
            ["ended assignments"] = database => AttentionService.EndedQuery(database, Today),
            ["exchanges in which nobody can act"] = database => AttentionService.StrandedQuery(database, Today).Select(id => new { Id = id }),
            ["broadcasts for late recipients"] = database =>
                AttentionService.LateQuery(database, "lost-property", "warning", Ids[0], "ES").Select(id => new { Id = id }),
            ["open parts"] = database => ExchangeStore.OpenParts(database, Ids[0]),
            ["e-mails about notices"] = database => NoticeStatements.Mails(database, Ids, Today),
            ["files that never were complete"] = database => AttachmentStore.Incomplete(database, Given.Now.UtcDateTime),
            ["keys"] = database => ExchangeVault.KeysOf(database, Ids),
            ["what each key of the ring opens"] = KeyRingService.Uses,
            ["keys that another key of the ring wraps"] = database => KeyRingService.Others(database, new byte[16], Ids[0]).Take(200),
            ["processing of an exchange"] = database => ProcessingReportQuery.After(database, new ProcessingQuestion { Exchange = Ids[0] }, null).Take(1_000),
            ["processing by a person"] = database =>
                ProcessingReportQuery.After(database, new ProcessingQuestion { Person = Ids[0], From = Today }, Entry).Take(1_000),
            ["processing in a period"] = database =>
                ProcessingReportQuery.After(database, new ProcessingQuestion { From = Today, To = Today }, Entry).Take(1_000),
            ["exchanges of processing"] = database => ProcessingReportQuery.Exchanges(database, Ids),
            ["people of processing"] = database => ProcessingReportQuery.People(database, Ids),
            ["authorities of processing"] = database => ProcessingReportQuery.Authorities(database, Ids),
            ["who signs in by user name"] = database => SignInStatements.Named(database, "carmen.ruiz").Take(2),
            ["who signs in by e-mail address"] = database => SignInStatements.Named(database, "a@b.example").Take(2),
            ["who has a second factor to lose"] = database => MandateService.SecondFactorQuery(database, [.. Ids]).Select(id => new { id }),
            ["who signs in by a provider"] = database => ProviderStatements.Linked(database, "0123"),
            ["session with its person"] = database => SessionService.RunningQuery.Compile()(database, Ids[0], Ids[1], Given.Now.UtcDateTime),
            ["token with its person"] = database => AccessTokenService.ValidQuery.Compile()(database, "0123", Given.Now.UtcDateTime),
            ["e-mails about accounts"] = database => AccountMailQuery.MailQuery(database, Given.Now.UtcDateTime, Ids),
            ["journal"] = database => Journal.After(database, 5),
        };

    private static SearchedWord Word => new(["prostasia", "~prostasia"], IsBeginning: true);

    private static Exchange Sent() => Given.Exchange(new Authority(Ids[0], "a", "ES", AuthorityKind.CompetentAuthority, "Office", ["es"]));

    private static TermHasher Hasher() => new(new byte[32]);

    private static Func<Guid, IReadOnlyList<IQueryable<Guid>>> Words(ImiDbContext database) =>
        authority =>
            [
                SearchTermQuery.WordQuery(database, Hasher(), authority, new SearchedWord(["4711"], IsBeginning: false)),
                SearchTermQuery.WordQuery(database, Hasher(), authority, Word),
            ];

    private static JournalEntry Entry => new(5, Given.Now.UtcDateTime, null, null, null, "view", "", "", "");

    private static InboxCursor Cursor => new(Today, Given.Now.UtcDateTime, Ids[2]);

    private static Dictionary<Guid, IReadOnlyList<string>?> Shells(int authorities) =>
        Ids.Take(authorities)
            .Select((id, index) => (id, index))
            .ToDictionary(one => one.id, one => one.index == 0 ? (IReadOnlyList<string>?)["example", "other"] : null);

    private static Func<ImiDbContext, IQueryable> Inbox(InboxFilter query, int authorities) =>
        database => InboxStatements.Page(database, query, Actor(authorities), Today)!;

    private static Actor Actor(int authorities) =>
        new(
            Ids[0],
            "Marta",
            "es",
            [.. Ids.Take(authorities).SelectMany(id => (ActorGrant[])[new(id, "example", Role.Handler), new(id, "other", Role.Supervisor)])]
        );
}
