using Hangfire;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Grants;

/// <summary>
/// Opens, extends and re-keys what is due on one target. Claims when it runs, so a lost job costs one more enqueue and a
/// duplicate one empty claim.
/// </summary>
[AutomaticRetry(Attempts = 0)]   // the rows are the retry
[Queue("b-grant")]
public sealed class OpenDueJob(
    GrantClaims claims, GrantingGate gate, OpeningStep opening, ActiveStep active, OpeningResult result, DueWork due, TimeProvider clock, ILogger<OpenDueJob> log)
{
    /// <summary>Grants per claim, all worked on at once: a claimed grant that waits for its turn could not be revoked meanwhile.</summary>
    private const int AtOnce = 8;

    public async Task RunAsync(Guid targetId, CancellationToken ct)
    {
        using var running = due.Begin(DueKind.Open, targetId);
        while (gate.Reason is null && !ct.IsCancellationRequested)
        {
            var claim = await claims.ClaimOpeningsAsync(new TargetId(targetId), AtOnce, ct);
            if (claim.Grants.Count == 0)
                return;
            await using var keeper = new ClaimKeeper(claims, claim, clock);
            await Parallel.ForEachAsync(
                claim.Grants,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
                async (grant, each) => await RunOneAsync(claim, grant, each));
            if (claim.Grants.Count < AtOnce && !await claims.IsAnyToOpenAsync(new TargetId(targetId), ct))
                return;
        }
    }

    private async Task RunOneAsync(Claim claim, ClaimedGrant grant, CancellationToken ct)
    {
        try
        {
            await (grant.Row.State == GrantState.Active ? active.RunAsync(claim, grant, ct) : opening.RunAsync(claim, grant, ct));
        }
        catch (Exception e) when (IsOurs(e))
        {
            // One that cannot be worked on must not take the others of its claim with it (I-18).
            log.GrantFailed(e, grant.Row.Id);
            await result.RetryAsync(claim, grant, AuditTypes.GrantOpenFailed, $"The portal could not work on it ({e.GetType().Name}); its log says more.", ct);
        }
    }

    private static bool IsOurs(Exception e) => e is not OperationCanceledException && !DatabaseTrouble.Is(e);
}
