using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AuthoritiesPauseAndGo : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SuspendedFor",
                table: "Mandates",
                type: "character varying(32)",
                unicode: false,
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "SuspendedOn",
                table: "Mandates",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DeactivatedFor",
                table: "Authorities",
                type: "character varying(32)",
                unicode: false,
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "DeactivatedOn",
                table: "Authorities",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "RegistryEvents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AuthorityId = table.Column<Guid>(type: "uuid", nullable: false),
                    Deed = table.Column<string>(type: "character varying(32)", unicode: false, maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    UserId = table.Column<Guid>(type: "uuid", nullable: true),
                    ByAuthorityId = table.Column<Guid>(type: "uuid", nullable: true),
                    Subject = table.Column<string>(type: "character varying(130)", maxLength: 130, nullable: false),
                    Before = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    After = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    OtherAuthorityId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RegistryEvents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RegistryEvents_Authorities_AuthorityId",
                        column: x => x.AuthorityId,
                        principalTable: "Authorities",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateIndex(
                name: "IX_RegistryEvents_AuthorityId_Id",
                table: "RegistryEvents",
                columns: new[] { "AuthorityId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RegistryEvents");

            migrationBuilder.DropColumn(
                name: "SuspendedFor",
                table: "Mandates");

            migrationBuilder.DropColumn(
                name: "SuspendedOn",
                table: "Mandates");

            migrationBuilder.DropColumn(
                name: "DeactivatedFor",
                table: "Authorities");

            migrationBuilder.DropColumn(
                name: "DeactivatedOn",
                table: "Authorities");
        }
    }
}
