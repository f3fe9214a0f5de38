using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.SqlServer.Migrations
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
                type: "date",
                nullable: true);

            migrationBuilder.AlterColumn<byte[]>(
                name: "ExchangeId",
                table: "Notices",
                type: "binary(16)",
                nullable: true,
                oldClrType: typeof(byte[]),
                oldType: "binary(16)");

            migrationBuilder.AddColumn<byte[]>(
                name: "SubjectRequestId",
                table: "Notices",
                type: "binary(16)",
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

            migrationBuilder.AlterColumn<byte[]>(
                name: "ExchangeId",
                table: "Notices",
                type: "binary(16)",
                nullable: false,
                defaultValue: new byte[0],
                oldClrType: typeof(byte[]),
                oldType: "binary(16)",
                oldNullable: true);
        }
    }
}
