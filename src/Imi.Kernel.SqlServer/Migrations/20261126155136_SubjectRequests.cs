using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class SubjectRequests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_ExchangeKeys_Exchanges_ExchangeId",
                table: "ExchangeKeys");

            migrationBuilder.CreateTable(
                name: "SubjectRequests",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    Number = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    AuthorityId = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    Kind = table.Column<string>(type: "varchar(32)", unicode: false, maxLength: 32, nullable: false),
                    ReceivedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    EnteredById = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    EnteredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ContentCipher = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Decision = table.Column<string>(type: "varchar(32)", unicode: false, maxLength: 32, nullable: true),
                    DecidedById = table.Column<byte[]>(type: "binary(16)", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    AnswerCipher = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Revision = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubjectRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SubjectFindings",
                columns: table => new
                {
                    RequestId = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    ExchangeId = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    AttachedById = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SubjectFindings");

            migrationBuilder.DropTable(
                name: "SubjectRequests");

            migrationBuilder.AddForeignKey(
                name: "FK_ExchangeKeys_Exchanges_ExchangeId",
                table: "ExchangeKeys",
                column: "ExchangeId",
                principalTable: "Exchanges",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
