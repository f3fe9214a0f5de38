using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LinkedCoordinators : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "LinkedCoordinators",
                columns: table => new
                {
                    AuthorityId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Procedure = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Capacity = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    CoordinatorId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkedCoordinators", x => new { x.AuthorityId, x.Module, x.Procedure, x.Capacity, x.CoordinatorId });
                    table.ForeignKey(
                        name: "FK_LinkedCoordinators_Authorities_CoordinatorId",
                        column: x => x.CoordinatorId,
                        principalTable: "Authorities",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_LinkedCoordinators_Mandates_AuthorityId_Module_Procedure_Capacity",
                        columns: x => new { x.AuthorityId, x.Module, x.Procedure, x.Capacity },
                        principalTable: "Mandates",
                        principalColumns: new[] { "AuthorityId", "Module", "Procedure", "Capacity" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LinkedCoordinators_CoordinatorId",
                table: "LinkedCoordinators",
                column: "CoordinatorId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LinkedCoordinators");
        }
    }
}
