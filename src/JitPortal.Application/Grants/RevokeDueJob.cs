using Hangfire;
using JitPortal.Application.Failpoints;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Grants;

/// <summary>
/// Revokes what is due on one target, in sets, until nothing is. Claims when it runs; safe to run twice, late or on two nodes.
/// </summary>
[AutomaticRetry(Attempts = 0)]   // the rows are the retry
[Queue("a-revoke")]
public sealed class RevokeDueJob(
    GrantClaims claims, ClosingStep closing, StandingLeases standing, DueWork due, TimeProvider clock, ILogger<RevokeDueJob> log)
{
    /// <summary>Grants per claim.</summary>
    public const int Batch = 200;

    /// <summary>Grants per transaction that only moves them.</summary>
    private const int MoveBatch = 500;

    /// <summary>A database that has not given a claim after this is one that takes no writes: 8 seconds.</summary>
    private static readonly TimeSpan ClaimPatience = TimeSpan.FromSeconds(8);

    public async Task RunAsync(Guid targetId, CancellationToken ct)
    {
        using var running = due.Begin(DueKind.Revoke, targetId);
        try
        {
            await RevokeAsync(new TargetId(targetId), ct);
        }
        catch (Exception e) when (DatabaseTrouble.IsOrTookTooLong(e, ct))
        {
            log.DatabaseFailed(e);
            await standing.CloseDueAsync(new TargetId(targetId), ct);
        }
    }

    private async Task RevokeAsync(TargetId target, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var claim = await ClaimAsync(target, ct);
            if (claim.Grants.Count == 0)
                return;
            Failpoint.Hit("close.after-claim");
            await using var keeper = new ClaimKeeper(claims, claim, clock);
            var more = claim.Grants.Count == Batch;
            var others = more ? MoveOthersAsync(target, ct) : Task.CompletedTask;
            // A revocation that has begun runs to its end, also on shutdown: half-way is the worst place to stop.
            var ended = await closing.RunAsync(claim, target, others, CancellationToken.None);
            await others;
            if (ended == 0)
                return;   // the target takes nothing just now; each row has its own next attempt
            if (!more && !await InTimeAsync(limited => claims.IsAnyToRevokeAsync(target, limited), ct))
                return;
        }
    }

    /// <summary>More are due than one claim takes: they move while the target is busy with the first of them.</summary>
    private async Task MoveOthersAsync(TargetId target, CancellationToken ct)
    {
        int moved;
        do
        {
            moved = await InTimeAsync(limited => claims.StartRevokingAsync(target, MoveBatch, limited), ct);
        }
        while (moved == MoveBatch);
    }

    private Task<Claim> ClaimAsync(TargetId target, CancellationToken ct) =>
        InTimeAsync(limited => claims.ClaimRevocationsAsync(target, Batch, limited), ct);

    private static async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(ClaimPatience);
        return await work(limit.Token);
    }
}
