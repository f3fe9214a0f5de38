using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Broadcasts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "HasResponded",
                table: "Participations",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "ExaminationBeganAt",
                table: "Exchanges",
                type: "datetime2(3)",
                precision: 3,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ExaminationEndedAt",
                table: "Exchanges",
                type: "datetime2(3)",
                precision: 3,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ExaminedBy",
                table: "Exchanges",
                type: "varchar(32)",
                unicode: false,
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ExtendedTo",
                table: "Exchanges",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "PlatformActsFrom",
                table: "Exchanges",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reached",
                table: "Exchanges",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Exchanges",
                type: "int",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateIndex(
                name: "IX_Exchanges_PlatformActsFrom",
                table: "Exchanges",
                column: "PlatformActsFrom");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Exchanges_PlatformActsFrom",
                table: "Exchanges");

            migrationBuilder.DropColumn(
                name: "HasResponded",
                table: "Participations");

            migrationBuilder.DropColumn(
                name: "ExaminationBeganAt",
                table: "Exchanges");

            migrationBuilder.DropColumn(
                name: "ExaminationEndedAt",
                table: "Exchanges");

            migrationBuilder.DropColumn(
                name: "ExaminedBy",
                table: "Exchanges");

            migrationBuilder.DropColumn(
                name: "ExtendedTo",
                table: "Exchanges");

            migrationBuilder.DropColumn(
                name: "PlatformActsFrom",
                table: "Exchanges");

            migrationBuilder.DropColumn(
                name: "Reached",
                table: "Exchanges");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Exchanges");
        }
    }
}
