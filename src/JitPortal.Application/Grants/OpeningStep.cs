using System.Diagnostics;
using JitPortal.Application.Failpoints;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.Storage.Grants;

namespace JitPortal.Application.Grants;

/// <summary>
/// Opens one grant: intent, effect, observation, Active. A transient fault is retried and an unknown outcome observed for at
/// most <see cref="Patience"/>; a positive observation leads to Active, anything else to Revoking.
/// </summary>
public sealed class OpeningStep(OpeningIntent intent, OpeningResult result, TargetCall target, TimeProvider clock)
{
    /// <summary>How long opening is tried after the intent: 10 minutes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task RunAsync(Claim claim, ClaimedGrant grant, CancellationToken ct)
    {
        using var span = GrantTraces.Open(grant.Row);
        if (grant.Row.State == GrantState.Scheduled)
        {
            Failpoint.Hit("open.before-intent");
            if (await intent.WriteAsync(claim, grant, ct) is not { } intended)
                return;
            grant = intended;
            Failpoint.Hit("open.after-intent");
        }
        await CarryOutAsync(claim, grant, span, ct);
    }

    private async Task CarryOutAsync(Claim claim, ClaimedGrant grant, Activity? span, CancellationToken ct)
    {
        var lease = grant.Leases[0];
        try
        {
            var opening = GrantPort.ToOpening(grant.Row, lease, grant.Row.Verifier, claim.Until);
            var opened = await target.RunAsync(new TargetId(grant.Row.TargetId), (connector, limited) => connector.OpenAsync(opening, limited), ct);
            Failpoint.Hit("open.after-effect");
            var seen = await target.ObserveAsync(new TargetId(grant.Row.TargetId), GrantPort.ToClosing(grant), ct);
            Failpoint.Hit("open.after-observe");
            if (seen.Presence != Presence.Present)
                throw new TargetException(Fault.Transient, $"The target does not show the access yet: {seen.Words}");
            await result.ActiveAsync(claim, grant, lease, opened, seen, ct);
            Failpoint.Hit("open.after-active");
        }
        catch (TargetException e) when (e.Fault == Fault.Transient && clock.Now() - grant.Row.IntendedAt < Patience)
        {
            span.Failed(e.Fault.ToString());
            await result.RetryAsync(claim, grant, AuditTypes.GrantOpenFailed, e.Message, ct);
        }
        catch (TargetException e)
        {
            span.Failed(e.Fault.ToString());
            await result.DoubtfulAsync(claim, grant, e.Message, ct);
        }
    }
}
