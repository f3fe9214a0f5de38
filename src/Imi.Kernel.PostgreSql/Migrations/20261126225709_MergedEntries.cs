using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class MergedEntries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "MergedIntoId",
                table: "Authorities",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Authorities_MergedIntoId",
                table: "Authorities",
                column: "MergedIntoId");

            migrationBuilder.AddForeignKey(
                name: "FK_Authorities_Authorities_MergedIntoId",
                table: "Authorities",
                column: "MergedIntoId",
                principalTable: "Authorities",
                principalColumn: "Id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Authorities_Authorities_MergedIntoId",
                table: "Authorities");

            migrationBuilder.DropIndex(
                name: "IX_Authorities_MergedIntoId",
                table: "Authorities");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "Authorities");
        }
    }
}
