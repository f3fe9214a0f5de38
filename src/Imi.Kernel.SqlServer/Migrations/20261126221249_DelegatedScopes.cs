using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class DelegatedScopes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsScoped",
                table: "Authorities",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "Delegations",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    CoordinatorId = table.Column<byte[]>(type: "binary(16)", nullable: false),
                    Region = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: true),
                    Module = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Validates = table.Column<bool>(type: "bit", nullable: false),
                    GrantsAccess = table.Column<bool>(type: "bit", nullable: false),
                    HandlesContent = table.Column<bool>(type: "bit", nullable: false),
                    IsDelegable = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Delegations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Delegations_Authorities_CoordinatorId",
                        column: x => x.CoordinatorId,
                        principalTable: "Authorities",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Delegations_Regions_Region",
                        column: x => x.Region,
                        principalTable: "Regions",
                        principalColumn: "Code");
                });

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_CoordinatorId",
                table: "Delegations",
                column: "CoordinatorId");

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_Region",
                table: "Delegations",
                column: "Region");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Delegations");

            migrationBuilder.DropColumn(
                name: "IsScoped",
                table: "Authorities");
        }
    }
}
