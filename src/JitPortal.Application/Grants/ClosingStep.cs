using JitPortal.Application.Failpoints;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Storage.Grants;

namespace JitPortal.Application.Grants;

/// <summary>Closes a claimed set on its target, reads the target back, and writes what was evidenced and what was not.</summary>
public sealed class ClosingStep(TargetCall call, ClosingResult result)
{
    /// <param name="first">What should reach the database before the outcomes do, as long as the target is at work anyway; its failure is its caller's.</param>
    /// <returns>How many grants ended.</returns>
    public async Task<int> RunAsync(Claim claim, TargetId target, Task first, CancellationToken ct)
    {
        using var span = GrantTraces.Close(target, claim.Grants.Count);
        var outcomes = await CloseAsync(target, [.. claim.Grants.Select(GrantPort.ToClosing)], ct);
        await first.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Failpoint.Hit("close.before-commit");
        var ended = await result.WriteAsync(claim, outcomes, ct);
        if (ended < outcomes.Count)
            span.Failed("NotEvidenced");
        Failpoint.Hit("close.after-commit");
        return ended;
    }

    /// <summary>Closes and observes, without touching the database; what cannot be evidenced comes back with its error.</summary>
    internal async Task<IReadOnlyList<ClosingOutcome>> CloseAsync(TargetId target, IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        try
        {
            var closed = await call.CloseAsync(target, closings, ct);
            Failpoint.Hit("close.after-effect");
            var (done, left) = (closings.Where(IsDone).ToList(), closings.Where(c => !IsDone(c)));
            var failed = left.Select(c => ClosingOutcome.Failed(c, closed[c.Grant].Failure!.Message));
            if (done.Count == 0)
                return [.. failed];
            var seen = await call.ObserveAsync(target, done, ct);
            Failpoint.Hit("close.after-observe");
            return [.. failed, .. done.Select(c => ClosingOutcome.Of(c, closed[c.Grant], seen[c.Grant]))];

            bool IsDone(Closing closing) => closed[closing.Grant].Failure is null or { Fault: Fault.TargetMissing };
        }
        catch (TargetException e) when (e.Fault == Fault.Rejected && closings.Count > 1)
        {
            // The target answered, and refused the set: one bad item must not keep the others open (I-18).
            return await CloseEachAsync(target, closings, ct);
        }
        catch (TargetException e)
        {
            return [.. closings.Select(c => ClosingOutcome.Failed(c, e.Message))];
        }
    }

    private async Task<IReadOnlyList<ClosingOutcome>> CloseEachAsync(TargetId target, IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        var outcomes = new List<ClosingOutcome>(closings.Count);
        foreach (var closing in closings)
            outcomes.AddRange(await CloseAsync(target, [closing], ct));
        return outcomes;
    }
}

/// <summary>What came of closing one grant: evidence, or an error in words.</summary>
public sealed record ClosingOutcome(GrantId Grant, EvidenceKind Evidence, string Words, DateTimeOffset? ResidualUntil, int SessionsEnded, string? Error)
{
    public string Words { get; } = TargetText.Of(Words);

    public string? Error { get; } = Error is null ? null : TargetText.Of(Error);

    public static ClosingOutcome Failed(Closing closing, string error) => new(closing.Grant, EvidenceKind.None, "", null, 0, error);

    /// <summary>
    /// A right of a person's own account that stays for another reason ends as Kept; otherwise only a target that was read without the access is evidence.
    /// </summary>
    public static ClosingOutcome Of(Closing closing, Closed closed, Observation seen)
    {
        var words = closed.Residue is null ? seen.Words : $"{seen.Words} {closed.Residue}";
        var isAnothers = closing.Mode == PrincipalMode.Existing && seen is { Presence: Presence.Present, Evidence: EvidenceKind.Kept };
        if (closing.KeepRight || isAnothers)
            return new(closing.Grant, EvidenceKind.Kept, $"The right stays: another open grant or earlier standing access holds it. {words}", seen.ResidualUntil, closed.SessionsEnded, null);
        return seen.Presence == Presence.Absent
            ? new(closing.Grant, seen.Evidence, words, seen.ResidualUntil, closed.SessionsEnded, null)
            : new(closing.Grant, EvidenceKind.None, words, null, closed.SessionsEnded, $"Removed, but the target still shows it or cannot be read: {words}");
    }

    /// <summary>What the record of the grant's end says.</summary>
    internal IReadOnlyList<AuditFact> Facts(GrantRow row)
    {
        List<AuditFact> facts =
        [
            new("reason", (row.EndReason ?? EndReason.Expired).ToString()),
            new("evidence", Evidence.ToString()),
            new("observed", Words),
            new("sessionsEnded", (long)SessionsEnded),
        ];
        if (ResidualUntil is { } residual)
            facts.Add(new("residualUntil", residual));
        return facts;
    }
}
