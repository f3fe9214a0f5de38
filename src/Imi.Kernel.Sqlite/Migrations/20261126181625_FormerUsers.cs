using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class FormerUsers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "ExchangeId",
                table: "Ledger",
                newName: "ConcernedId");

            migrationBuilder.RenameIndex(
                name: "IX_Ledger_ExchangeId",
                table: "Ledger",
                newName: "IX_Ledger_ConcernedId");

            migrationBuilder.AddColumn<DateOnly>(
                name: "DeleteOn",
                table: "Users",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "EndedAt",
                table: "Users",
                type: "TEXT",
                precision: 3,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LastAuthorityId",
                table: "Users",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Users",
                table: "RetentionRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_Users_DeleteOn",
                table: "Users",
                column: "DeleteOn");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Users_DeleteOn",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "DeleteOn",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "EndedAt",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "LastAuthorityId",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "Users",
                table: "RetentionRuns");

            migrationBuilder.RenameColumn(
                name: "ConcernedId",
                table: "Ledger",
                newName: "ExchangeId");

            migrationBuilder.RenameIndex(
                name: "IX_Ledger_ConcernedId",
                table: "Ledger",
                newName: "IX_Ledger_ExchangeId");
        }
    }
}
