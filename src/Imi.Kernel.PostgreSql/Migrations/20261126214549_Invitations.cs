using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Invitations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Invitations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CoordinatorId = table.Column<Guid>(type: "uuid", nullable: false),
                    InvitedById = table.Column<Guid>(type: "uuid", nullable: false),
                    Country = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    Module = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    Language = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    InvitedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    State = table.Column<string>(type: "character varying(32)", unicode: false, maxLength: 32, nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    Written = table.Column<string>(type: "text", maxLength: -1, nullable: true),
                    Question = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    AuthorityId = table.Column<Guid>(type: "uuid", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    MailPending = table.Column<bool>(type: "boolean", nullable: false),
                    MailAttempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Invitations_Authorities_CoordinatorId",
                        column: x => x.CoordinatorId,
                        principalTable: "Authorities",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_CoordinatorId_InvitedAt",
                table: "Invitations",
                columns: new[] { "CoordinatorId", "InvitedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_MailPending",
                table: "Invitations",
                column: "MailPending");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Invitations");
        }
    }
}
