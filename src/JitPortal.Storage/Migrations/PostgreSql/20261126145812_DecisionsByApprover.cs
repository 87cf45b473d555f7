using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace JitPortal.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class DecisionsByApprover : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_decisions_ApproverId_At",
                table: "decisions",
                columns: new[] { "ApproverId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_decisions_ApproverId_At",
                table: "decisions");
        }
    }
}
