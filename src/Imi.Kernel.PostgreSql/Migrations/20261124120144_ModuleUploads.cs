using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.PostgreSql.Migrations
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Module = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Version = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Files = table.Column<byte[]>(type: "bytea", nullable: false),
                    UploadedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    UploadedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    State = table.Column<string>(type: "character varying(32)", unicode: false, maxLength: 32, nullable: false),
                    ActivatedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    ActivatedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    PilotFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    PilotUntil = table.Column<DateOnly>(type: "date", nullable: true),
                    PilotBasis = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    ReplacedId = table.Column<Guid>(type: "uuid", nullable: true),
                    WithdrawnBy = table.Column<Guid>(type: "uuid", nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: true)
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
