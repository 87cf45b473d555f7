using System.Data.Common;
using Npgsql;
using Shouldly;

namespace JitPortal.Application.Tests;

/// <summary>Expects that the database itself refuses a statement, and for the named reason.</summary>
internal static class SqlRefusals
{
    /// <param name="reason">The name of the constraint, or SQLite's word for its kind.</param>
    public static async Task ShouldThrowSqlAsync(this Task<int> statement, string reason)
    {
        var refused = await Should.ThrowAsync<DbException>(statement);
        var said = refused is PostgresException postgres ? $"{postgres.ConstraintName} {Kind(postgres.SqlState)}" : refused.Message;
        said.ShouldContain(reason);
    }

    private static string Kind(string state) => state switch
    {
        PostgresErrorCodes.ForeignKeyViolation => "FOREIGN KEY",
        PostgresErrorCodes.UniqueViolation => "UNIQUE",
        PostgresErrorCodes.CheckViolation => "CHECK",
        _ => state,
    };
}
