using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RetentionRequests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "UnblockedFor",
                table: "Participations",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "UnblockedUntil",
                table: "Participations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "RetentionRequests",
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
                    table.PrimaryKey("PK_RetentionRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RetentionRequests_Exchanges_ExchangeId",
                        column: x => x.ExchangeId,
                        principalTable: "Exchanges",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RetentionRequests_AuthorityId_IsGranted",
                table: "RetentionRequests",
                columns: new[] { "AuthorityId", "IsGranted" });

            migrationBuilder.CreateIndex(
                name: "IX_RetentionRequests_ExchangeId_Kind_Id",
                table: "RetentionRequests",
                columns: new[] { "ExchangeId", "Kind", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RetentionRequests_Until",
                table: "RetentionRequests",
                column: "Until");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RetentionRequests");

            migrationBuilder.DropColumn(
                name: "UnblockedFor",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "UnblockedUntil",
                table: "Participations");
        }
    }
}
