using JitPortal.Storage.Time;

namespace JitPortal.Application.Grants;

/// <summary>What stops all granting, while revoking goes on (I-04, I-14).</summary>
public sealed class GrantingGate(DatabaseClock clock, OutcomeSpool spool)
{
    /// <summary>Outcomes wait to enter the audit log.</summary>
    public bool SpoolWaits => spool.Count > 0;

    /// <summary>Why nothing is granted just now, as a sentence; <see langword="null"/> when granting is open.</summary>
    public string? Reason => clock.Suspicion ?? (SpoolWaits
        ? "Outcomes of revocations wait to enter the audit log; nothing is granted before."
        : null);
}
