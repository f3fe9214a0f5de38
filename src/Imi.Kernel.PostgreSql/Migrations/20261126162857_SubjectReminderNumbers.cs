using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SubjectReminderNumbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Number",
                table: "Notices",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Number",
                table: "Notices");
        }
    }
}
