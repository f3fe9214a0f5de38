using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ActingFor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "ThroughId",
                table: "Timeline",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ActedForById",
                table: "ModuleSetups",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_ModuleSetups_ActedForById",
                table: "ModuleSetups",
                column: "ActedForById");

            migrationBuilder.AddForeignKey(
                name: "FK_ModuleSetups_Authorities_ActedForById",
                table: "ModuleSetups",
                column: "ActedForById",
                principalTable: "Authorities",
                principalColumn: "Id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_ModuleSetups_Authorities_ActedForById",
                table: "ModuleSetups");

            migrationBuilder.DropIndex(
                name: "IX_ModuleSetups_ActedForById",
                table: "ModuleSetups");

            migrationBuilder.DropColumn(
                name: "ThroughId",
                table: "Timeline");

            migrationBuilder.DropColumn(
                name: "ActedForById",
                table: "ModuleSetups");
        }
    }
}
