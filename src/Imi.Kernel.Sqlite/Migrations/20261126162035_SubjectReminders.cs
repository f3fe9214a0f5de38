using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SubjectReminders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "RemindOn",
                table: "SubjectRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "ExchangeId",
                table: "Notices",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<Guid>(
                name: "SubjectRequestId",
                table: "Notices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_SubjectRequests_RemindOn",
                table: "SubjectRequests",
                column: "RemindOn");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_SubjectRequestId",
                table: "Notices",
                column: "SubjectRequestId");

            migrationBuilder.AddForeignKey(
                name: "FK_Notices_SubjectRequests_SubjectRequestId",
                table: "Notices",
                column: "SubjectRequestId",
                principalTable: "SubjectRequests",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Notices_SubjectRequests_SubjectRequestId",
                table: "Notices");

            migrationBuilder.DropIndex(
                name: "IX_SubjectRequests_RemindOn",
                table: "SubjectRequests");

            migrationBuilder.DropIndex(
                name: "IX_Notices_SubjectRequestId",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "RemindOn",
                table: "SubjectRequests");

            migrationBuilder.DropColumn(
                name: "SubjectRequestId",
                table: "Notices");

            migrationBuilder.AlterColumn<Guid>(
                name: "ExchangeId",
                table: "Notices",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}
