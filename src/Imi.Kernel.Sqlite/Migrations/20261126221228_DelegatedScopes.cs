using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DelegatedScopes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsScoped",
                table: "Authorities",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "Delegations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CoordinatorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Region = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Validates = table.Column<bool>(type: "INTEGER", nullable: false),
                    GrantsAccess = table.Column<bool>(type: "INTEGER", nullable: false),
                    HandlesContent = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsDelegable = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Delegations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Delegations_Authorities_CoordinatorId",
                        column: x => x.CoordinatorId,
                        principalTable: "Authorities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Delegations_Regions_Region",
                        column: x => x.Region,
                        principalTable: "Regions",
                        principalColumn: "Code");
                });

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_CoordinatorId",
                table: "Delegations",
                column: "CoordinatorId");

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_Region",
                table: "Delegations",
                column: "Region");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Delegations");

            migrationBuilder.DropColumn(
                name: "IsScoped",
                table: "Authorities");
        }
    }
}
