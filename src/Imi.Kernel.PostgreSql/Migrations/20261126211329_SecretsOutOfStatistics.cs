using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Imi.Kernel.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SecretsOutOfStatistics : Migration
    {
        private static readonly (string Table, string Column, string Type)[] Secrets =
            [("ExchangeKeys", "Wrapped", "bytea"), ("Users", "UserName", "character varying(200)"), ("Users", "Name", "character varying(200)"), ("Users", "Email", "character varying(254)")];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The server keeps samples of a column's values for its planner, and keeps them when the rows are deleted.
            foreach (var (table, column, type) in Secrets)
            {
                migrationBuilder.Sql($"ALTER TABLE \"{table}\" ALTER COLUMN \"{column}\" SET STATISTICS 0;");
                migrationBuilder.Sql($"ALTER TABLE \"{table}\" ALTER COLUMN \"{column}\" TYPE {type};"); // Forgets the samples taken so far.
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var (table, column, _) in Secrets)
                migrationBuilder.Sql($"ALTER TABLE \"{table}\" ALTER COLUMN \"{column}\" SET STATISTICS -1;");
        }
    }
}
