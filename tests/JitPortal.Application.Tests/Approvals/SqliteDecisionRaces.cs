using JitPortal.TestKit.Portal;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>A class for each database, because tests of one class wait for each other.</summary>
public sealed class SqliteDecisionRaces : DecisionRaces
{
    [Fact]
    public Task ParallelApproveWithdrawLapseRoleLossLock_ManyRounds_NobodyDecidesTwiceForThemselvesOrInVain() => RunAsync(DatabaseKind.Sqlite);
}
