using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace JitPortal.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KeptActionsWhole : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {

        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
