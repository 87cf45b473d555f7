using JitPortal.TestKit.Portal;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <inheritdoc cref="SqliteDecisionRaces" />
public sealed class PostgresDecisionRaces : DecisionRaces
{
    [Fact]
    public Task ParallelApproveWithdrawLapseRoleLossLock_ManyRounds_NobodyDecidesTwiceForThemselvesOrInVain() => RunAsync(DatabaseKind.PostgreSql);
}
