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
            migrationBuilder.AddColumn<int>(
                name: "Assurance",
                table: "grants",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddCheckConstraint(
                name: "CK_grants_Assurance_type",
                table: "grants",
                sql: "typeof(\"Assurance\") = 'integer'");
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
