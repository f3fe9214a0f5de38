using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class NationalIdentifiers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "NationalIdentifier",
                table: "Authorities",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Authorities_Country_NationalIdentifier",
                table: "Authorities",
                columns: new[] { "Country", "NationalIdentifier" },
                unique: true,
                filter: "[NationalIdentifier] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Authorities_Country_NationalIdentifier",
                table: "Authorities");

            migrationBuilder.DropColumn(
                name: "NationalIdentifier",
                table: "Authorities");
        }
    }
}
