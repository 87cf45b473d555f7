using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace JitPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class GrantAssurance : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // One statement with its check. Adding that by itself makes the table anew in two transactions, and a start that is killed
            // between them could not be gone on with.
            migrationBuilder.Sql("""ALTER TABLE "grants" ADD COLUMN "Assurance" INTEGER NOT NULL DEFAULT 1 CONSTRAINT "CK_grants_Assurance_type" CHECK (typeof("Assurance") = 'integer')""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "CK_grants_Assurance_type",
                table: "grants");

            migrationBuilder.DropColumn(
                name: "Assurance",
                table: "grants");
        }
    }
}
