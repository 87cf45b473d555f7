using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace JitPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class GrantsByHolder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_grants_PersonId_EntitlementId_ActiveAt",
                table: "grants",
                columns: new[] { "PersonId", "EntitlementId", "ActiveAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_grants_PersonId_EntitlementId_ActiveAt",
                table: "grants");
        }
    }
}
