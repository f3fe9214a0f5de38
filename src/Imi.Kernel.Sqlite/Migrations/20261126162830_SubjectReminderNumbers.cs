using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.Sqlite.Migrations
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
                type: "TEXT",
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
