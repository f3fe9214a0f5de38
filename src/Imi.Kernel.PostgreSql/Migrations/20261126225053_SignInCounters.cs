using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SignInCounters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SignInCounters",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(64)", unicode: false, maxLength: 64, nullable: false),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    LastFailedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInCounters", x => x.Key);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SignInCounters_LastFailedAt",
                table: "SignInCounters",
                column: "LastFailedAt");

            // The planner's samples would outlive a person's deletion.
            migrationBuilder.Sql("""ALTER TABLE "Credentials" ALTER COLUMN "Email" SET STATISTICS 0, ALTER COLUMN "PasswordHash" SET STATISTICS 0, ALTER COLUMN "AuthenticatorKey" SET STATISTICS 0""");
            migrationBuilder.Sql("""ALTER TABLE "Sessions" ALTER COLUMN "Address" SET STATISTICS 0""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SignInCounters");
        }
    }
}
