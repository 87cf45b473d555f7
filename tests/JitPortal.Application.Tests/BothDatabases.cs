using JitPortal.TestKit.Portal;
using Xunit;

namespace JitPortal.Application.Tests;

/// <summary>Every test of this project runs on SQLite and on PostgreSQL.</summary>
public sealed class BothDatabases : TheoryData<DatabaseKind>
{
    public BothDatabases()
    {
        Add(DatabaseKind.Sqlite);
        Add(DatabaseKind.PostgreSql);
    }
}
