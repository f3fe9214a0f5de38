using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Countries",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Languages = table.Column<string>(type: "TEXT", nullable: false),
                    MemberUntil = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Countries", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FriendlyName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Xml = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DefinitionVersions",
                columns: table => new
                {
                    Version = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Files = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FirstSeenAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DefinitionVersions", x => x.Version);
                });

            migrationBuilder.CreateTable(
                name: "ErasureFaults",
                columns: table => new
                {
                    ConcernedId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Action = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasureFaults", x => x.ConcernedId);
                });

            migrationBuilder.CreateTable(
                name: "ExchangeKeys",
                columns: table => new
                {
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Wrapped = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExchangeKeys", x => x.ExchangeId);
                });

            migrationBuilder.CreateTable(
                name: "GuideResults",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Question = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GuideResults", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JobRuns",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    SucceededAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    FailingSince = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Message = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: false),
                    Runs = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JobRuns", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Journal",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: true),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: true),
                    What = table.Column<string>(type: "TEXT", maxLength: 130, nullable: false),
                    Detail = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    PreviousHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Journal", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "JournalHeads",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalHeads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Ledger",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ConcernedId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Action = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Rule = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    PreviousHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Ledger", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "LedgerHeads",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    LastDay = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerHeads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ModuleUploads",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Version = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Files = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UploadedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    UploadedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    ActivatedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ActivatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    PilotFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PilotUntil = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PilotBasis = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ReplacedId = table.Column<Guid>(type: "TEXT", nullable: true),
                    WithdrawnBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModuleUploads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NumberSequences",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NumberSequences", x => new { x.Code, x.Year });
                });

            migrationBuilder.CreateTable(
                name: "RegistryImports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Table = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ClaimedUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    DoneAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Registered = table.Column<int>(type: "INTEGER", nullable: false),
                    Corrected = table.Column<int>(type: "INTEGER", nullable: false),
                    Unchanged = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegistryImports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RetentionRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Warned = table.Column<int>(type: "INTEGER", nullable: false),
                    Hidden = table.Column<int>(type: "INTEGER", nullable: false),
                    Deleted = table.Column<int>(type: "INTEGER", nullable: false),
                    Drafts = table.Column<int>(type: "INTEGER", nullable: false),
                    Users = table.Column<int>(type: "INTEGER", nullable: false),
                    Failure = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetentionRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SignInCounters",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    LastFailedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInCounters", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "SpentChallenges",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpentChallenges", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "SubjectRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    ReceivedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    RemindOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EnteredById = table.Column<Guid>(type: "TEXT", nullable: false),
                    EnteredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ContentCipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Decision = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: true),
                    DecidedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    AnswerCipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubjectRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TranslationCounts",
                columns: table => new
                {
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Engine = table.Column<string>(type: "TEXT", maxLength: 129, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Target = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Segments = table.Column<long>(type: "INTEGER", nullable: false),
                    Characters = table.Column<long>(type: "INTEGER", nullable: false),
                    Milliseconds = table.Column<long>(type: "INTEGER", nullable: false),
                    Batches = table.Column<long>(type: "INTEGER", nullable: false),
                    Corrections = table.Column<long>(type: "INTEGER", nullable: false),
                    Good = table.Column<long>(type: "INTEGER", nullable: false),
                    Bad = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TranslationCounts", x => new { x.Month, x.Engine, x.Source, x.Target });
                });

            migrationBuilder.CreateTable(
                name: "Users",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    NoticesByEmail = table.Column<bool>(type: "INTEGER", nullable: false),
                    ReminderMails = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    HasSimpleView = table.Column<bool>(type: "INTEGER", nullable: false),
                    TranslatesExchanges = table.Column<bool>(type: "INTEGER", nullable: false),
                    TranslationLanguage = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    UnderstoodLanguages = table.Column<string>(type: "TEXT", nullable: false),
                    IsFeatured = table.Column<bool>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    DeleteOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    LastAuthorityId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Users", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Regions",
                columns: table => new
                {
                    Code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Country = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Regions", x => x.Code);
                    table.ForeignKey(
                        name: "FK_Regions_Countries_Country",
                        column: x => x.Country,
                        principalTable: "Countries",
                        principalColumn: "Code");
                });

            migrationBuilder.CreateTable(
                name: "AccessTokens",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    LastUsedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessTokens", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccessTokens_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AccountMails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    UsedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    CodeHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountMails", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccountMails_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CalendarAddresses",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarAddresses", x => x.UserId);
                    table.ForeignKey(
                        name: "FK_CalendarAddresses_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Credentials",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    EmailConfirmedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    PasswordHash = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    PasswordSetAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    PasswordProvenAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    AuthenticatorKey = table.Column<byte[]>(type: "BLOB", nullable: true),
                    NextAuthenticatorKey = table.Column<byte[]>(type: "BLOB", nullable: true),
                    LastCodeStep = table.Column<long>(type: "INTEGER", nullable: false),
                    HasPasskey = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Credentials", x => x.UserId);
                    table.ForeignKey(
                        name: "FK_Credentials_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Passkeys",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", unicode: false, maxLength: 800, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PublicKey = table.Column<byte[]>(type: "BLOB", maxLength: -1, nullable: false),
                    Counter = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    LastUsedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Passkeys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Passkeys_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ProviderLinks",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Issuer = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: false),
                    Key = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    LinkedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProviderLinks", x => new { x.UserId, x.Issuer });
                    table.ForeignKey(
                        name: "FK_ProviderLinks_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RecoveryCodes",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecoveryCodes", x => new { x.UserId, x.Hash });
                    table.ForeignKey(
                        name: "FK_RecoveryCodes_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SavedForms",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Content = table.Column<string>(type: "TEXT", unicode: false, maxLength: -1, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedForms", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SavedForms_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    LastUsedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Browser = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Address = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    IsByClick = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Sessions_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Submissions",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Result = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Submissions", x => new { x.UserId, x.Key });
                    table.ForeignKey(
                        name: "FK_Submissions_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Authorities",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Country = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    InformalTitle = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", maxLength: 800, nullable: false),
                    NationalIdentifier = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Region = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    IsScoped = table.Column<bool>(type: "INTEGER", nullable: false),
                    Languages = table.Column<string>(type: "TEXT", nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Phone = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    PeopleBeginInSimpleView = table.Column<bool>(type: "INTEGER", nullable: false),
                    DeactivatedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DeactivatedFor = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: true),
                    MergedIntoId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Authorities", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Authorities_Authorities_MergedIntoId",
                        column: x => x.MergedIntoId,
                        principalTable: "Authorities",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_Authorities_Countries_Country",
                        column: x => x.Country,
                        principalTable: "Countries",
                        principalColumn: "Code");
                    table.ForeignKey(
                        name: "FK_Authorities_Regions_Region",
                        column: x => x.Region,
                        principalTable: "Regions",
                        principalColumn: "Code");
                });

            migrationBuilder.CreateTable(
                name: "RegionNames",
                columns: table => new
                {
                    Region = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", maxLength: 800, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegionNames", x => new { x.Region, x.Language });
                    table.ForeignKey(
                        name: "FK_RegionNames_Regions_Region",
                        column: x => x.Region,
                        principalTable: "Regions",
                        principalColumn: "Code",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AuthorityNames",
                columns: table => new
                {
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    SearchText = table.Column<string>(type: "TEXT", maxLength: 800, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuthorityNames", x => new { x.AuthorityId, x.Language });
                    table.ForeignKey(
                        name: "FK_AuthorityNames_Authorities_AuthorityId",
                        column: x => x.AuthorityId,
                        principalTable: "Authorities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Competences",
                columns: table => new
                {
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Keyword = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Competences", x => new { x.AuthorityId, x.Module, x.Keyword });
                    table.ForeignKey(
                        name: "FK_Competences_Authorities_AuthorityId",
                        column: x => x.AuthorityId,
                        principalTable: "Authorities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Delegations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CoordinatorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Region = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Validates = table.Column<bool>(type: "INTEGER", nullable: false),
                    GrantsAccess = table.Column<bool>(type: "INTEGER", nullable: false),
                    HandlesContent = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsDelegable = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Delegations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Delegations_Authorities_CoordinatorId",
                        column: x => x.CoordinatorId,
                        principalTable: "Authorities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Delegations_Regions_Region",
                        column: x => x.Region,
                        principalTable: "Regions",
                        principalColumn: "Code");
                });

            migrationBuilder.CreateTable(
                name: "Exchanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Clocks = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Procedure = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    DefinitionVersion = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Phase = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    SenderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SenderCountry = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    RecipientId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RecipientCountry = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    Reached = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Language = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    CreatedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    StateSince = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    SentAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    AcceptedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    HideOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DeleteOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    WarnOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    HiddenAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    DeletedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    WaitsFor = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: true),
                    Tasks = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Turns = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    StrandedSince = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    AttentionFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ReplyBy = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ReplyByAgreed = table.Column<bool>(type: "INTEGER", nullable: false),
                    ReplyByProposed = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PlatformActsFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    RemindFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ExaminedBy = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: true),
                    ExaminationBeganAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    ExaminationEndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    ParentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Splits = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    About = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Exchanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Exchanges_Authorities_RecipientId",
                        column: x => x.RecipientId,
                        principalTable: "Authorities",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_Exchanges_Authorities_SenderId",
                        column: x => x.SenderId,
                        principalTable: "Authorities",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_Exchanges_Exchanges_ParentId",
                        column: x => x.ParentId,
                        principalTable: "Exchanges",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "Invitations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CoordinatorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    InvitedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    Country = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    InvitedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    Written = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    Question = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Invitations_Authorities_CoordinatorId",
                        column: x => x.CoordinatorId,
                        principalTable: "Authorities",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "Mandates",
                columns: table => new
                {
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Procedure = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Capacity = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    SuspendedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    SuspendedFor = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: true),
                    CoordinatorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ApprovesRequests = table.Column<bool>(type: "INTEGER", nullable: false),
                    ApprovesReplies = table.Column<bool>(type: "INTEGER", nullable: false),
                    TakesReferrals = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Mandates", x => new { x.AuthorityId, x.Module, x.Procedure, x.Capacity });
                    table.ForeignKey(
                        name: "FK_Mandates_Authorities_AuthorityId",
                        column: x => x.AuthorityId,
                        principalTable: "Authorities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Mandates_Authorities_CoordinatorId",
                        column: x => x.CoordinatorId,
                        principalTable: "Authorities",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "ModuleSetups",
                columns: table => new
                {
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    IsCentral = table.Column<bool>(type: "INTEGER", nullable: false),
                    Allocates = table.Column<bool>(type: "INTEGER", nullable: false),
                    ActedForById = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModuleSetups", x => new { x.AuthorityId, x.Module });
                    table.ForeignKey(
                        name: "FK_ModuleSetups_Authorities_ActedForById",
                        column: x => x.ActedForById,
                        principalTable: "Authorities",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_ModuleSetups_Authorities_AuthorityId",
                        column: x => x.AuthorityId,
                        principalTable: "Authorities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RegistryEvents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ByAuthorityId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 130, nullable: false),
                    Before = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    After = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    OtherAuthorityId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegistryEvents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RegistryEvents_Authorities_AuthorityId",
                        column: x => x.AuthorityId,
                        principalTable: "Authorities",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "ReplyTimes",
                columns: table => new
                {
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Procedure = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Answers = table.Column<int>(type: "INTEGER", nullable: false),
                    MedianDays = table.Column<int>(type: "INTEGER", nullable: false),
                    FastDays = table.Column<int>(type: "INTEGER", nullable: false),
                    SlowDays = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReplyTimes", x => new { x.AuthorityId, x.Module, x.Procedure });
                    table.ForeignKey(
                        name: "FK_ReplyTimes_Authorities_AuthorityId",
                        column: x => x.AuthorityId,
                        principalTable: "Authorities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RoleGrants",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Role = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    InsteadOfId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ConfirmedOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoleGrants", x => new { x.UserId, x.AuthorityId, x.Module, x.Role });
                    table.ForeignKey(
                        name: "FK_RoleGrants_Authorities_AuthorityId",
                        column: x => x.AuthorityId,
                        principalTable: "Authorities",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_RoleGrants_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ActionDrafts",
                columns: table => new
                {
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Cipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SavedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ActionDrafts", x => new { x.ExchangeId, x.UserId, x.Action });
                    table.ForeignKey(
                        name: "FK_ActionDrafts_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ActionDrafts_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Assignments",
                columns: table => new
                {
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Assignments", x => new { x.ExchangeId, x.AuthorityId, x.UserId });
                    table.ForeignKey(
                        name: "FK_Assignments_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Assignments_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "Attachments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    NameCipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    IsComplete = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsPositionRemoved = table.Column<bool>(type: "INTEGER", nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    WithdrawnById = table.Column<Guid>(type: "TEXT", nullable: true),
                    WithdrawalReasonCipher = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attachments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Attachments_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BlockedDataRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Ground = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Days = table.Column<int>(type: "INTEGER", nullable: false),
                    ReasonCipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AskedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    IsGranted = table.Column<bool>(type: "INTEGER", nullable: true),
                    DecidedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    AnswerCipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BlockedDataRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BlockedDataRequests_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ContentDocuments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Form = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Cipher = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContentDocuments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ContentDocuments_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExchangeLinks",
                columns: table => new
                {
                    FromId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ToId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExchangeLinks", x => new { x.FromId, x.ToId, x.Kind });
                    table.ForeignKey(
                        name: "FK_ExchangeLinks_Exchanges_FromId",
                        column: x => x.FromId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ExchangeLinks_Exchanges_ToId",
                        column: x => x.ToId,
                        principalTable: "Exchanges",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "FileTranslations",
                columns: table => new
                {
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    IsComplete = table.Column<bool>(type: "INTEGER", nullable: false),
                    Fault = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FileTranslations", x => new { x.ExchangeId, x.Language, x.FileId });
                    table.ForeignKey(
                        name: "FK_FileTranslations_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Holds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Ground = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    ReasonCipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ReviewOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Holds", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Holds_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SubjectRequestId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Action = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    NeedsAction = table.Column<bool>(type: "INTEGER", nullable: false),
                    ByAuthorityId = table.Column<Guid>(type: "TEXT", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ReadAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Notices_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Notices_SubjectRequests_SubjectRequestId",
                        column: x => x.SubjectRequestId,
                        principalTable: "SubjectRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Notices_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Step = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Joined = table.Column<int>(type: "INTEGER", nullable: false),
                    Urgent = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    NotBefore = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    LastError = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    ClaimedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ClaimedUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    SentAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    UndeliverableSince = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Outbox_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Outbox_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Participations",
                columns: table => new
                {
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Capacity = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    View = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    HasResponded = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsAsked = table.Column<bool>(type: "INTEGER", nullable: false),
                    Task = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ReleasedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    UnblockedUntil = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    UnblockedFor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    SortDue = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    AttentionFrom = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Participations", x => new { x.ExchangeId, x.AuthorityId, x.Capacity });
                    table.ForeignKey(
                        name: "FK_Participations_Authorities_AuthorityId",
                        column: x => x.AuthorityId,
                        principalTable: "Authorities",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_Participations_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PrivateNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Cipher = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PrivateNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PrivateNotes_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReadMarks",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReadMarks", x => new { x.UserId, x.ExchangeId });
                    table.ForeignKey(
                        name: "FK_ReadMarks_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ReadMarks_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Reminders",
                columns: table => new
                {
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    Task = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Step = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ToAuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reminders", x => new { x.ExchangeId, x.Kind, x.Task, x.Day, x.Step, x.AuthorityId });
                    table.ForeignKey(
                        name: "FK_Reminders_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SearchTerms",
                columns: table => new
                {
                    Term = table.Column<string>(type: "TEXT", unicode: false, maxLength: 24, nullable: false),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchTerms", x => new { x.Term, x.ExchangeId });
                    table.ForeignKey(
                        name: "FK_SearchTerms_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "StatisticAnswers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SourceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Form = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Field = table.Column<string>(type: "TEXT", maxLength: 130, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Country = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ReplacedOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StatisticAnswers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StatisticAnswers_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SubjectFindings",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AttachedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    RectifiedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubjectFindings", x => new { x.RequestId, x.ExchangeId });
                    table.ForeignKey(
                        name: "FK_SubjectFindings_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SubjectFindings_SubjectRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "SubjectRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Timeline",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FromState = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ToState = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    ContentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ToAuthorityId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ThroughId = table.Column<Guid>(type: "TEXT", nullable: true),
                    AssignedIds = table.Column<string>(type: "TEXT", nullable: false),
                    OtherExchangeId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Timeline", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Timeline_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TranslationMemories",
                columns: table => new
                {
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    FileId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Cipher = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TranslationMemories", x => new { x.ExchangeId, x.Language, x.FileId });
                    table.ForeignKey(
                        name: "FK_TranslationMemories_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TranslationRequests",
                columns: table => new
                {
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    FileId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    NotBefore = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ClaimedUntil = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Fault = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TranslationRequests", x => new { x.ExchangeId, x.Language, x.FileId });
                    table.ForeignKey(
                        name: "FK_TranslationRequests_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TranslationSubmissions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExchangeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    FileId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Engine = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SecretHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    NotAfter = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Cipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    Answer = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Fault = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TranslationSubmissions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TranslationSubmissions_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LinkedCoordinators",
                columns: table => new
                {
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Procedure = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Capacity = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    CoordinatorId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkedCoordinators", x => new { x.AuthorityId, x.Module, x.Procedure, x.Capacity, x.CoordinatorId });
                    table.ForeignKey(
                        name: "FK_LinkedCoordinators_Authorities_CoordinatorId",
                        column: x => x.CoordinatorId,
                        principalTable: "Authorities",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_LinkedCoordinators_Mandates_AuthorityId_Module_Procedure_Capacity",
                        columns: x => new { x.AuthorityId, x.Module, x.Procedure, x.Capacity },
                        principalTable: "Mandates",
                        principalColumns: new[] { "AuthorityId", "Module", "Procedure", "Capacity" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AttachmentChunks",
                columns: table => new
                {
                    AttachmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Index = table.Column<int>(type: "INTEGER", nullable: false),
                    Cipher = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AttachmentChunks", x => new { x.AttachmentId, x.Index });
                    table.ForeignKey(
                        name: "FK_AttachmentChunks_Attachments_AttachmentId",
                        column: x => x.AttachmentId,
                        principalTable: "Attachments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "JournalHeads",
                columns: new[] { "Id", "Hash", "Sequence" },
                values: new object[] { 1, "0000000000000000000000000000000000000000000000000000000000000000", 0L });

            migrationBuilder.InsertData(
                table: "LedgerHeads",
                columns: new[] { "Id", "Hash", "LastDay", "Sequence" },
                values: new object[] { 1, "0000000000000000000000000000000000000000000000000000000000000000", null, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_AccessTokens_Hash",
                table: "AccessTokens",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AccessTokens_UserId",
                table: "AccessTokens",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountMails_At",
                table: "AccountMails",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_AccountMails_UserId_At",
                table: "AccountMails",
                columns: new[] { "UserId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ActionDrafts_UserId",
                table: "ActionDrafts",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_Assignments_UserId_ExchangeId",
                table: "Assignments",
                columns: new[] { "UserId", "ExchangeId" });

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_ExchangeId_Id",
                table: "Attachments",
                columns: new[] { "ExchangeId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_Incomplete",
                table: "Attachments",
                column: "CreatedAt",
                filter: "NOT \"IsComplete\"");

            migrationBuilder.CreateIndex(
                name: "IX_Authorities_Code",
                table: "Authorities",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Authorities_Country_Code",
                table: "Authorities",
                columns: new[] { "Country", "Code" });

            migrationBuilder.CreateIndex(
                name: "IX_Authorities_Country_NationalIdentifier",
                table: "Authorities",
                columns: new[] { "Country", "NationalIdentifier" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Authorities_MergedIntoId",
                table: "Authorities",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_Authorities_Region",
                table: "Authorities",
                column: "Region");

            migrationBuilder.CreateIndex(
                name: "IX_AuthorityNames_SearchText",
                table: "AuthorityNames",
                column: "SearchText");

            migrationBuilder.CreateIndex(
                name: "IX_BlockedDataRequests_AuthorityId_IsGranted",
                table: "BlockedDataRequests",
                columns: new[] { "AuthorityId", "IsGranted" });

            migrationBuilder.CreateIndex(
                name: "IX_BlockedDataRequests_ExchangeId_Kind_Id",
                table: "BlockedDataRequests",
                columns: new[] { "ExchangeId", "Kind", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_BlockedDataRequests_Until",
                table: "BlockedDataRequests",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_CalendarAddresses_Hash",
                table: "CalendarAddresses",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Competences_Module_Keyword",
                table: "Competences",
                columns: new[] { "Module", "Keyword" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentDocuments_ExchangeId_Id",
                table: "ContentDocuments",
                columns: new[] { "ExchangeId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Credentials_Email",
                table: "Credentials",
                column: "Email");

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_CoordinatorId",
                table: "Delegations",
                column: "CoordinatorId");

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_Region",
                table: "Delegations",
                column: "Region");

            migrationBuilder.CreateIndex(
                name: "IX_ExchangeLinks_ToId",
                table: "ExchangeLinks",
                column: "ToId");

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_AnsweredAt",
                table: "Exchanges",
                column: "AnsweredAt");

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_Module_Procedure_SentAt",
                table: "Exchanges",
                columns: new[] { "Module", "Procedure", "SentAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_Number",
                table: "Exchanges",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_ParentId",
                table: "Exchanges",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_Phase_DeleteOn",
                table: "Exchanges",
                columns: new[] { "Phase", "DeleteOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_Phase_DueOn",
                table: "Exchanges",
                columns: new[] { "Phase", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_Phase_HideOn",
                table: "Exchanges",
                columns: new[] { "Phase", "HideOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_PlatformActsFrom",
                table: "Exchanges",
                column: "PlatformActsFrom");

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_RecipientId",
                table: "Exchanges",
                column: "RecipientId");

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_RemindFrom",
                table: "Exchanges",
                column: "RemindFrom");

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_SenderId",
                table: "Exchanges",
                column: "SenderId");

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_WarnOn",
                table: "Exchanges",
                column: "WarnOn");

            migrationBuilder.CreateIndex(
                name: "IX_GuideResults_On_Module_Outcome_Question",
                table: "GuideResults",
                columns: new[] { "On", "Module", "Outcome", "Question" });

            migrationBuilder.CreateIndex(
                name: "IX_Holds_ExchangeId_EndedAt",
                table: "Holds",
                columns: new[] { "ExchangeId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Holds_ReviewOn",
                table: "Holds",
                column: "ReviewOn");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_CoordinatorId_InvitedAt",
                table: "Invitations",
                columns: new[] { "CoordinatorId", "InvitedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Journal_At_Sequence",
                table: "Journal",
                columns: new[] { "At", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_Journal_ExchangeId_Sequence",
                table: "Journal",
                columns: new[] { "ExchangeId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_Journal_UserId_Sequence",
                table: "Journal",
                columns: new[] { "UserId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_Ledger_ConcernedId",
                table: "Ledger",
                column: "ConcernedId");

            migrationBuilder.CreateIndex(
                name: "IX_LinkedCoordinators_CoordinatorId",
                table: "LinkedCoordinators",
                column: "CoordinatorId");

            migrationBuilder.CreateIndex(
                name: "IX_Mandates_CoordinatorId",
                table: "Mandates",
                column: "CoordinatorId");

            migrationBuilder.CreateIndex(
                name: "IX_Mandates_Module_Procedure_Capacity",
                table: "Mandates",
                columns: new[] { "Module", "Procedure", "Capacity" });

            migrationBuilder.CreateIndex(
                name: "IX_ModuleSetups_ActedForById",
                table: "ModuleSetups",
                column: "ActedForById");

            migrationBuilder.CreateIndex(
                name: "IX_ModuleSetups_Module_IsCentral",
                table: "ModuleSetups",
                columns: new[] { "Module", "IsCentral" });

            migrationBuilder.CreateIndex(
                name: "IX_ModuleUploads_State",
                table: "ModuleUploads",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_ExchangeId",
                table: "Notices",
                column: "ExchangeId");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_SubjectRequestId",
                table: "Notices",
                column: "SubjectRequestId");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_UserId_Id",
                table: "Notices",
                columns: new[] { "UserId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_UserId_ReadAt",
                table: "Notices",
                columns: new[] { "UserId", "ReadAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_ClaimedBy",
                table: "Outbox",
                column: "ClaimedBy");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_ExchangeId",
                table: "Outbox",
                column: "ExchangeId");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_SentAt",
                table: "Outbox",
                column: "SentAt",
                filter: "\"SentAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_UndeliverableSince",
                table: "Outbox",
                column: "UndeliverableSince",
                filter: "\"UndeliverableSince\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_UserId",
                table: "Outbox",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Waiting",
                table: "Outbox",
                columns: new[] { "Urgent", "Id" },
                descending: new[] { true, false },
                filter: "\"SentAt\" IS NULL AND \"UndeliverableSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Participations_AuthorityId_AttentionFrom_ExchangeId_Module",
                table: "Participations",
                columns: new[] { "AuthorityId", "AttentionFrom", "ExchangeId", "Module" });

            migrationBuilder.CreateIndex(
                name: "IX_Participations_AuthorityId_SortDue_ExchangeId_View_Module",
                table: "Participations",
                columns: new[] { "AuthorityId", "SortDue", "ExchangeId", "View", "Module" });

            migrationBuilder.CreateIndex(
                name: "IX_Participations_AuthorityId_UpdatedAt_ExchangeId_View_Module",
                table: "Participations",
                columns: new[] { "AuthorityId", "UpdatedAt", "ExchangeId", "View", "Module" });

            migrationBuilder.CreateIndex(
                name: "IX_Participations_AuthorityId_View_SortDue_ExchangeId_Module",
                table: "Participations",
                columns: new[] { "AuthorityId", "View", "SortDue", "ExchangeId", "Module" });

            migrationBuilder.CreateIndex(
                name: "IX_Participations_AuthorityId_View_UpdatedAt_ExchangeId_Module",
                table: "Participations",
                columns: new[] { "AuthorityId", "View", "UpdatedAt", "ExchangeId", "Module" });

            migrationBuilder.CreateIndex(
                name: "IX_Passkeys_UserId",
                table: "Passkeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_PrivateNotes_AuthorityId",
                table: "PrivateNotes",
                column: "AuthorityId");

            migrationBuilder.CreateIndex(
                name: "IX_PrivateNotes_ExchangeId_AuthorityId_Id",
                table: "PrivateNotes",
                columns: new[] { "ExchangeId", "AuthorityId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ProviderLinks_Key",
                table: "ProviderLinks",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReadMarks_ExchangeId",
                table: "ReadMarks",
                column: "ExchangeId");

            migrationBuilder.CreateIndex(
                name: "IX_Regions_Country",
                table: "Regions",
                column: "Country");

            migrationBuilder.CreateIndex(
                name: "IX_RegistryEvents_AuthorityId_Id",
                table: "RegistryEvents",
                columns: new[] { "AuthorityId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RegistryImports_CreatedAt",
                table: "RegistryImports",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_AuthorityId",
                table: "Reminders",
                column: "AuthorityId");

            migrationBuilder.CreateIndex(
                name: "IX_Reminders_ToAuthorityId_At",
                table: "Reminders",
                columns: new[] { "ToAuthorityId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrants_AuthorityId_ConfirmedOn",
                table: "RoleGrants",
                columns: new[] { "AuthorityId", "ConfirmedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrants_AuthorityId_Module_Role",
                table: "RoleGrants",
                columns: new[] { "AuthorityId", "Module", "Role" });

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrants_Until",
                table: "RoleGrants",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_SavedForms_At",
                table: "SavedForms",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_SavedForms_UserId",
                table: "SavedForms",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_SearchTerms_ExchangeId",
                table: "SearchTerms",
                column: "ExchangeId");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_StartedAt",
                table: "Sessions",
                column: "StartedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_UserId_LastUsedAt",
                table: "Sessions",
                columns: new[] { "UserId", "LastUsedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SignInCounters_LastFailedAt",
                table: "SignInCounters",
                column: "LastFailedAt");

            migrationBuilder.CreateIndex(
                name: "IX_SpentChallenges_At",
                table: "SpentChallenges",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_StatisticAnswers_ExchangeId",
                table: "StatisticAnswers",
                column: "ExchangeId");

            migrationBuilder.CreateIndex(
                name: "IX_StatisticAnswers_Form_Field_Value",
                table: "StatisticAnswers",
                columns: new[] { "Form", "Field", "Value" });

            migrationBuilder.CreateIndex(
                name: "IX_SubjectFindings_ExchangeId",
                table: "SubjectFindings",
                column: "ExchangeId");

            migrationBuilder.CreateIndex(
                name: "IX_SubjectRequests_AnsweredAt",
                table: "SubjectRequests",
                column: "AnsweredAt");

            migrationBuilder.CreateIndex(
                name: "IX_SubjectRequests_AuthorityId_AnsweredAt_DueOn",
                table: "SubjectRequests",
                columns: new[] { "AuthorityId", "AnsweredAt", "DueOn" });

            migrationBuilder.CreateIndex(
                name: "IX_SubjectRequests_Number",
                table: "SubjectRequests",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SubjectRequests_RemindOn",
                table: "SubjectRequests",
                column: "RemindOn");

            migrationBuilder.CreateIndex(
                name: "IX_Submissions_At",
                table: "Submissions",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Submissions_ExchangeId",
                table: "Submissions",
                column: "ExchangeId");

            migrationBuilder.CreateIndex(
                name: "IX_Timeline_ExchangeId_Id",
                table: "Timeline",
                columns: new[] { "ExchangeId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_TranslationRequests_NotBefore",
                table: "TranslationRequests",
                column: "NotBefore");

            migrationBuilder.CreateIndex(
                name: "IX_TranslationSubmissions_ExchangeId_Language_FileId",
                table: "TranslationSubmissions",
                columns: new[] { "ExchangeId", "Language", "FileId" });

            migrationBuilder.CreateIndex(
                name: "IX_Users_DeleteOn",
                table: "Users",
                column: "DeleteOn");

            migrationBuilder.CreateIndex(
                name: "IX_Users_IsFeatured_UserName",
                table: "Users",
                columns: new[] { "IsFeatured", "UserName" });

            migrationBuilder.CreateIndex(
                name: "IX_Users_LastAuthorityId",
                table: "Users",
                column: "LastAuthorityId");

            migrationBuilder.CreateIndex(
                name: "IX_Users_UserName",
                table: "Users",
                column: "UserName",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessTokens");

            migrationBuilder.DropTable(
                name: "AccountMails");

            migrationBuilder.DropTable(
                name: "ActionDrafts");

            migrationBuilder.DropTable(
                name: "Assignments");

            migrationBuilder.DropTable(
                name: "AttachmentChunks");

            migrationBuilder.DropTable(
                name: "AuthorityNames");

            migrationBuilder.DropTable(
                name: "BlockedDataRequests");

            migrationBuilder.DropTable(
                name: "CalendarAddresses");

            migrationBuilder.DropTable(
                name: "Competences");

            migrationBuilder.DropTable(
                name: "ContentDocuments");

            migrationBuilder.DropTable(
                name: "Credentials");

            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "DefinitionVersions");

            migrationBuilder.DropTable(
                name: "Delegations");

            migrationBuilder.DropTable(
                name: "ErasureFaults");

            migrationBuilder.DropTable(
                name: "ExchangeKeys");

            migrationBuilder.DropTable(
                name: "ExchangeLinks");

            migrationBuilder.DropTable(
                name: "FileTranslations");

            migrationBuilder.DropTable(
                name: "GuideResults");

            migrationBuilder.DropTable(
                name: "Holds");

            migrationBuilder.DropTable(
                name: "Invitations");

            migrationBuilder.DropTable(
                name: "JobRuns");

            migrationBuilder.DropTable(
                name: "Journal");

            migrationBuilder.DropTable(
                name: "JournalHeads");

            migrationBuilder.DropTable(
                name: "Ledger");

            migrationBuilder.DropTable(
                name: "LedgerHeads");

            migrationBuilder.DropTable(
                name: "LinkedCoordinators");

            migrationBuilder.DropTable(
                name: "ModuleSetups");

            migrationBuilder.DropTable(
                name: "ModuleUploads");

            migrationBuilder.DropTable(
                name: "Notices");

            migrationBuilder.DropTable(
                name: "NumberSequences");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "Participations");

            migrationBuilder.DropTable(
                name: "Passkeys");

            migrationBuilder.DropTable(
                name: "PrivateNotes");

            migrationBuilder.DropTable(
                name: "ProviderLinks");

            migrationBuilder.DropTable(
                name: "ReadMarks");

            migrationBuilder.DropTable(
                name: "RecoveryCodes");

            migrationBuilder.DropTable(
                name: "RegionNames");

            migrationBuilder.DropTable(
                name: "RegistryEvents");

            migrationBuilder.DropTable(
                name: "RegistryImports");

            migrationBuilder.DropTable(
                name: "Reminders");

            migrationBuilder.DropTable(
                name: "ReplyTimes");

            migrationBuilder.DropTable(
                name: "RetentionRuns");

            migrationBuilder.DropTable(
                name: "RoleGrants");

            migrationBuilder.DropTable(
                name: "SavedForms");

            migrationBuilder.DropTable(
                name: "SearchTerms");

            migrationBuilder.DropTable(
                name: "Sessions");

            migrationBuilder.DropTable(
                name: "SignInCounters");

            migrationBuilder.DropTable(
                name: "SpentChallenges");

            migrationBuilder.DropTable(
                name: "StatisticAnswers");

            migrationBuilder.DropTable(
                name: "SubjectFindings");

            migrationBuilder.DropTable(
                name: "Submissions");

            migrationBuilder.DropTable(
                name: "Timeline");

            migrationBuilder.DropTable(
                name: "TranslationCounts");

            migrationBuilder.DropTable(
                name: "TranslationMemories");

            migrationBuilder.DropTable(
                name: "TranslationRequests");

            migrationBuilder.DropTable(
                name: "TranslationSubmissions");

            migrationBuilder.DropTable(
                name: "Attachments");

            migrationBuilder.DropTable(
                name: "Mandates");

            migrationBuilder.DropTable(
                name: "SubjectRequests");

            migrationBuilder.DropTable(
                name: "Users");

            migrationBuilder.DropTable(
                name: "Exchanges");

            migrationBuilder.DropTable(
                name: "Authorities");

            migrationBuilder.DropTable(
                name: "Regions");

            migrationBuilder.DropTable(
                name: "Countries");
        }
    }
}
