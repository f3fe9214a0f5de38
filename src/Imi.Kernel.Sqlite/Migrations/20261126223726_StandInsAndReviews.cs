using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class StandInsAndReviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "ConfirmedOn",
                table: "RoleGrants",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "InsteadOfId",
                table: "RoleGrants",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "Until",
                table: "RoleGrants",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrants_AuthorityId_ConfirmedOn",
                table: "RoleGrants",
                columns: new[] { "AuthorityId", "ConfirmedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_RoleGrants_Until",
                table: "RoleGrants",
                column: "Until");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_RoleGrants_AuthorityId_ConfirmedOn",
                table: "RoleGrants");

            migrationBuilder.DropIndex(
                name: "IX_RoleGrants_Until",
                table: "RoleGrants");

            migrationBuilder.DropColumn(
                name: "ConfirmedOn",
                table: "RoleGrants");

            migrationBuilder.DropColumn(
                name: "InsteadOfId",
                table: "RoleGrants");

            migrationBuilder.DropColumn(
                name: "Until",
                table: "RoleGrants");
        }
    }
}
