using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.PostgreSql.Migrations
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
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "UnblockedUntil",
                table: "Participations",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "RetentionRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ExchangeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", unicode: false, maxLength: 32, nullable: false),
                    Ground = table.Column<string>(type: "character varying(32)", unicode: false, maxLength: 32, nullable: false),
                    Days = table.Column<int>(type: "integer", nullable: false),
                    ReasonCipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    AskedById = table.Column<Guid>(type: "uuid", nullable: false),
                    AuthorityId = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    IsGranted = table.Column<bool>(type: "boolean", nullable: true),
                    DecidedById = table.Column<Guid>(type: "uuid", nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    AnswerCipher = table.Column<byte[]>(type: "bytea", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: true)
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
