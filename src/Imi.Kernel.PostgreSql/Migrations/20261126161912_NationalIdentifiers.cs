using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.PostgreSql.Migrations
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
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Authorities_Country_NationalIdentifier",
                table: "Authorities",
                columns: new[] { "Country", "NationalIdentifier" },
                unique: true);
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
