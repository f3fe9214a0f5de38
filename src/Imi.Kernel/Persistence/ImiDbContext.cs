using Imi.Kernel.Audit;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Jobs;
using Imi.Kernel.Modules;
using Imi.Kernel.Notices;
using Imi.Kernel.Outbox;
using Imi.Kernel.People;
using Imi.Kernel.Persistence.Mappings;
using Imi.Kernel.Registry;
using Imi.Kernel.Retention;
using Imi.Kernel.Vault;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Imi.Kernel.Persistence;

/// <summary>The platform's database: one unit of work, the same model on SQLite, SQL Server and PostgreSQL.</summary>
public sealed partial class ImiDbContext(DbContextOptions<ImiDbContext> options) : DbContext(options), IDataProtectionKeyContext
{
    private const string PostgreSql = "Npgsql.EntityFrameworkCore.PostgreSQL";
    private const string SqlServer = "Microsoft.EntityFrameworkCore.SqlServer";

    /// <summary>The countries of the network.</summary>
    public DbSet<Country> Countries => Set<Country>();

    /// <summary>The regions of countries that have them.</summary>
    public DbSet<Region> Regions => Set<Region>();

    /// <summary>How authorities work in modules.</summary>
    public DbSet<ModuleSetup> ModuleSetups => Set<ModuleSetup>();

    /// <summary>What authorities are competent for.</summary>
    public DbSet<Competence> Competences => Set<Competence>();

    /// <summary>What was delegated to coordinators.</summary>
    public DbSet<Delegation> Delegations => Set<Delegation>();

    /// <summary>How soon authorities usually answer.</summary>
    public DbSet<ReplyTime> ReplyTimes => Set<ReplyTime>();

    /// <summary>The registered authorities.</summary>
    public DbSet<Authority> Authorities => Set<Authority>();

    /// <summary>The authorities' official names.</summary>
    public DbSet<AuthorityName> AuthorityNames => Set<AuthorityName>();

    /// <summary>What authorities may do.</summary>
    public DbSet<Mandate> Mandates => Set<Mandate>();

    /// <summary>The further coordinators that are linked to mandates.</summary>
    public DbSet<LinkedCoordinator> LinkedCoordinators => Set<LinkedCoordinator>();

    /// <summary>What happened to the authorities' entries.</summary>
    public DbSet<RegistryEvent> RegistryEvents => Set<RegistryEvent>();

    /// <summary>The people who may sign in.</summary>
    public DbSet<ImiUser> Users => Set<ImiUser>();

    /// <summary>What people may do.</summary>
    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();

    /// <summary>Tables that people brought to import into the registry.</summary>
    public DbSet<RegistryImport> RegistryImports => Set<RegistryImport>();

    /// <summary>Invitations to authorities to register themselves.</summary>
    public DbSet<Invitation> Invitations => Set<Invitation>();

    /// <summary>Tokens of the HTTP API.</summary>
    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();

    /// <summary>What people sign in with.</summary>
    public DbSet<Credential> Credentials => Set<Credential>();

    /// <summary>Codes that sign people in once without their authenticator app.</summary>
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    /// <summary>The passkeys of people.</summary>
    public DbSet<Passkey> Passkeys => Set<Passkey>();

    /// <summary>Challenges that were answered.</summary>
    public DbSet<SpentChallenge> SpentChallenges => Set<SpentChallenge>();

    /// <summary>Accounts at providers by which people sign in.</summary>
    public DbSet<ProviderLink> ProviderLinks => Set<ProviderLink>();

    /// <summary>What people typed before they went to show elsewhere who they are.</summary>
    public DbSet<KeptTyping> KeptTypings => Set<KeptTyping>();

    /// <summary>Sessions at the pages.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>How often signing in failed lately.</summary>
    public DbSet<SignInCounter> SignInCounters => Set<SignInCounter>();

    /// <summary>E-mails about accounts.</summary>
    public DbSet<AccountMail> AccountMails => Set<AccountMail>();

    /// <summary>The exchanges, without their content.</summary>
    public DbSet<Exchange> Exchanges => Set<Exchange>();

    /// <summary>Who takes part in exchanges: what inboxes read.</summary>
    public DbSet<Participation> Participations => Set<Participation>();

    /// <summary>The encrypted content of exchanges.</summary>
    public DbSet<ContentDocument> Contents => Set<ContentDocument>();

    /// <summary>What happened to exchanges.</summary>
    public DbSet<TimelineEntry> Timeline => Set<TimelineEntry>();

    /// <summary>Exchanges assigned to people.</summary>
    public DbSet<Assignment> Assignments => Set<Assignment>();

    /// <summary>When people last looked at exchanges.</summary>
    public DbSet<ReadMark> ReadMarks => Set<ReadMark>();

    /// <summary>What people have typed into actions and not sent yet.</summary>
    public DbSet<ActionDraft> ActionDrafts => Set<ActionDraft>();

    /// <summary>Links between exchanges.</summary>
    public DbSet<ExchangeLink> Links => Set<ExchangeLink>();

    /// <summary>Statistic answers in clear.</summary>
    public DbSet<ExchangeFact> Facts => Set<ExchangeFact>();

    /// <summary>What was sent with a submission id.</summary>
    public DbSet<Submission> Submissions => Set<Submission>();

    /// <summary>The last numbers given out.</summary>
    public DbSet<NumberSequence> NumberSequences => Set<NumberSequence>();

    /// <summary>Files of exchanges.</summary>
    public DbSet<Attachment> Attachments => Set<Attachment>();

    /// <summary>The encrypted pieces of files.</summary>
    public DbSet<AttachmentChunk> AttachmentChunks => Set<AttachmentChunk>();

    /// <summary>The wrapped keys of exchanges.</summary>
    public DbSet<ExchangeKey> ExchangeKeys => Set<ExchangeKey>();

    /// <summary>The journal: written through <see cref="Audit.Journal"/> alone.</summary>
    public DbSet<JournalEntry> Journal => Set<JournalEntry>();

    /// <summary>Where the journal's chain ends: one row.</summary>
    public DbSet<JournalHead> JournalHeads => Set<JournalHead>();

    /// <summary>The ledger of what retention did.</summary>
    public DbSet<LedgerEntry> Ledger => Set<LedgerEntry>();

    /// <summary>Where the ledger ends: one row.</summary>
    public DbSet<LedgerHead> LedgerHeads => Set<LedgerHead>();

    /// <summary>What is due and could not be done.</summary>
    public DbSet<ErasureFault> ErasureFaults => Set<ErasureFault>();

    /// <summary>The runs of retention that did something, or failed.</summary>
    public DbSet<RetentionRun> RetentionRuns => Set<RetentionRun>();

    /// <summary>What keeps exchanges from deletion.</summary>
    public DbSet<RetentionHold> Holds => Set<RetentionHold>();

    /// <summary>What one person asks about personal data and a second one decides.</summary>
    public DbSet<RetentionRequest> RetentionRequests => Set<RetentionRequest>();

    /// <summary>The register of data subjects' requests.</summary>
    public DbSet<SubjectRequest> SubjectRequests => Set<SubjectRequest>();

    /// <summary>The exchanges in which data of those who ask were found.</summary>
    public DbSet<SubjectFinding> SubjectFindings => Set<SubjectFinding>();

    /// <summary>What people are told.</summary>
    public DbSet<Notice> Notices => Set<Notice>();

    /// <summary>The mails that are to leave the platform.</summary>
    public DbSet<OutboxMail> Outbox => Set<OutboxMail>();

    /// <summary>How the background jobs fare.</summary>
    public DbSet<JobRun> JobRuns => Set<JobRun>();

    /// <summary>The definitions that exchanges started with.</summary>
    public DbSet<DefinitionVersion> DefinitionVersions => Set<DefinitionVersion>();

    /// <summary>Modules that were uploaded into the running platform.</summary>
    public DbSet<ModuleUpload> ModuleUploads => Set<ModuleUpload>();

    /// <summary>The platform's key ring, where it stands in the database.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveMaxLength(MappedLengths.Default);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32).AreUnicode(false);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>().HavePrecision(3);
        if (BinaryCollation is { } binary)
        {
            configurationBuilder.Properties<string>().UseCollation(binary);
            configurationBuilder.Properties<Enum>().UseCollation(binary);
        }

        if (Database.ProviderName == SqlServer)
            configurationBuilder.Properties<Guid>().HaveConversion<OrderedGuidConverter>().HaveColumnType("binary(16)");
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ImiDbContext).Assembly);
        modelBuilder.Entity<DataProtectionKey>(key => key.Property(ring => ring.Xml).HasMaxLength(MappedLengths.Unlimited));

        modelBuilder.HasDbFunction(((Func<byte[], byte[]>)ExchangeKey.RingKeyOf).Method).HasTranslation(wrapped => new SqlFunctionExpression(
            "SUBSTRING", [wrapped[0], Number(ExchangeKey.RingKeyStart + 1), Number(ExchangeKey.RingKeyLength)], nullable: true, [true, false, false], typeof(byte[]), wrapped[0].TypeMapping));

        // Lists of texts are one text in JSON there.
        if (Database.ProviderName == SqlServer)
        {
            foreach (var list in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()).Where(property => property.IsPrimitiveCollection))
                list.SetCollation(BinaryCollation);
        }

        // What is kept as a text in JSON by a converter is no text to the conventions.
        if (BinaryCollation is { } binary)
        {
            foreach (var converted in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
                .Where(property => property.GetValueConverter()?.ProviderClrType == typeof(string) && property.GetCollation() is null))
            {
                converted.SetCollation(binary);
            }
        }

        // The few rows among very many that something is still to be done with.
        modelBuilder.Entity<OutboxMail>().HasIndex([nameof(OutboxMail.Urgent), nameof(OutboxMail.Id)], "IX_Outbox_Waiting").IsDescending(true, false)
            .HasFilter($"{WhereNull(nameof(OutboxMail.SentAt))} AND {WhereNull(nameof(OutboxMail.UndeliverableSince))}");
        modelBuilder.Entity<OutboxMail>().HasIndex(mail => mail.SentAt).HasFilter(WhereNull(nameof(OutboxMail.SentAt), not: true));
        modelBuilder.Entity<OutboxMail>().HasIndex(mail => mail.UndeliverableSince).HasFilter(WhereNull(nameof(OutboxMail.UndeliverableSince), not: true));
        modelBuilder.Entity<Attachment>().HasIndex(attachment => attachment.CreatedAt, "IX_Attachments_Incomplete")
            .HasFilter(Where(nameof(Attachment.IsComplete), false));
    }

    /// <summary>
    /// Texts are equal where every character is, on every database and in memory: AB12 is not ab12. SQLite compares so by itself; the
    /// others would go by how the server was set up.
    /// </summary>
    private string? BinaryCollation => Database.ProviderName switch
    {
        SqlServer => "Latin1_General_100_BIN2",
        PostgreSql => "C",
        _ => null,
    };

    private string WhereNull(string column, bool not = false) =>
        $"{(Database.ProviderName == SqlServer ? $"[{column}]" : $"\"{column}\"")} IS {(not ? "NOT " : "")}NULL";

    private static SqlConstantExpression Number(int value) => new(value, IntTypeMapping.Default);

    /// <summary>A condition as each database writes it in its queries: an index of chosen rows is used only if it says the same.</summary>
    private string Where(string column, bool value) => Database.ProviderName == SqlServer
        ? $"[{column}] = {(value ? 1 : 0)}"
        : $"{(value ? "" : "NOT ")}\"{column}\"";
}
