using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class JournalByTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Journal_At_Sequence",
                table: "Journal",
                columns: new[] { "At", "Sequence" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Journal_At_Sequence",
                table: "Journal");
        }
    }
}
