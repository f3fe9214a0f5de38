using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Retention : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Exchanges_Phase_ClosedAt",
                table: "Exchanges");

            migrationBuilder.AddColumn<DateTime>(
                name: "ReleasedAt",
                table: "Participations",
                type: "timestamp(3) with time zone",
                precision: 3,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "DeleteOn",
                table: "Exchanges",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "DeletedAt",
                table: "Exchanges",
                type: "timestamp(3) with time zone",
                precision: 3,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "HiddenAt",
                table: "Exchanges",
                type: "timestamp(3) with time zone",
                precision: 3,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "HideOn",
                table: "Exchanges",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "WarnOn",
                table: "Exchanges",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Holds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ExchangeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Ground = table.Column<string>(type: "character varying(32)", unicode: false, maxLength: 32, nullable: false),
                    ReasonCipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    AuthorityId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    ReviewOn = table.Column<DateOnly>(type: "date", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: true)
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
                name: "Ledger",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    ExchangeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Deed = table.Column<string>(type: "character varying(32)", unicode: false, maxLength: 32, nullable: false),
                    Rule = table.Column<string>(type: "character varying(60)", unicode: false, maxLength: 60, nullable: false),
                    PreviousHash = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Ledger", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "LedgerHeads",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false),
                    LastDay = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerHeads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RetentionRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Warned = table.Column<int>(type: "integer", nullable: false),
                    Hidden = table.Column<int>(type: "integer", nullable: false),
                    Deleted = table.Column<int>(type: "integer", nullable: false),
                    Drafts = table.Column<int>(type: "integer", nullable: false),
                    Failure = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetentionRuns", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "LedgerHeads",
                columns: new[] { "Id", "Hash", "LastDay", "Sequence" },
                values: new object[] { 1, "0000000000000000000000000000000000000000000000000000000000000000", null, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_Phase_DeleteOn",
                table: "Exchanges",
                columns: new[] { "Phase", "DeleteOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_Phase_HideOn",
                table: "Exchanges",
                columns: new[] { "Phase", "HideOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_WarnOn",
                table: "Exchanges",
                column: "WarnOn");

            migrationBuilder.CreateIndex(
                name: "IX_Holds_ExchangeId_EndedAt",
                table: "Holds",
                columns: new[] { "ExchangeId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Holds_ReviewOn",
                table: "Holds",
                column: "ReviewOn");

            migrationBuilder.CreateIndex(
                name: "IX_Ledger_ExchangeId",
                table: "Ledger",
                column: "ExchangeId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Holds");

            migrationBuilder.DropTable(
                name: "Ledger");

            migrationBuilder.DropTable(
                name: "LedgerHeads");

            migrationBuilder.DropTable(
                name: "RetentionRuns");

            migrationBuilder.DropIndex(
                name: "IX_Exchanges_Phase_DeleteOn",
                table: "Exchanges");

            migrationBuilder.DropIndex(
                name: "IX_Exchanges_Phase_HideOn",
                table: "Exchanges");

            migrationBuilder.DropIndex(
                name: "IX_Exchanges_WarnOn",
                table: "Exchanges");

            migrationBuilder.DropColumn(
                name: "ReleasedAt",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "DeleteOn",
                table: "Exchanges");

            migrationBuilder.DropColumn(
                name: "DeletedAt",
                table: "Exchanges");

            migrationBuilder.DropColumn(
                name: "HiddenAt",
                table: "Exchanges");

            migrationBuilder.DropColumn(
                name: "HideOn",
                table: "Exchanges");

            migrationBuilder.DropColumn(
                name: "WarnOn",
                table: "Exchanges");

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_Phase_ClosedAt",
                table: "Exchanges",
                columns: new[] { "Phase", "ClosedAt" });
        }
    }
}
