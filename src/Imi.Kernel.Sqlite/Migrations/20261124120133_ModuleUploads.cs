using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ModuleUploads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ModuleUploads",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Module = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Version = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Files = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UploadedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    UploadedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: false),
                    ActivatedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ActivatedAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true),
                    PilotFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PilotUntil = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PilotBasis = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ReplacedId = table.Column<Guid>(type: "TEXT", nullable: true),
                    WithdrawnBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModuleUploads", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ModuleUploads_State",
                table: "ModuleUploads",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ModuleUploads");
        }
    }
}
