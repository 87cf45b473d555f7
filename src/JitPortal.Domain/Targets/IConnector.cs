namespace JitPortal.Domain.Targets;

/// <summary>
/// Opens, observes and closes access on one target. One instance serves one target; every method may be called
/// concurrently, repeated after a crash, or by two nodes at once. Failures are thrown as <see cref="TargetException"/>.
/// </summary>
public interface IConnector
{
    Capability Capabilities { get; }

    /// <summary>How long access can outlive its end on this target at worst; shown before approval. What an earlier revocation leaves is for its evidence to say.</summary>
    TimeSpan Residual { get; }

    /// <summary>Settings, reachability, privilege and clock skew, in words. Never throws for a finding.</summary>
    Task<IReadOnlyList<Finding>> CheckAsync(CancellationToken ct);

    /// <summary>Makes the access exist. Repeating it changes nothing; after <see cref="Opening.Latest"/> it refuses as <see cref="Fault.Transient"/>.</summary>
    Task<Opened> OpenAsync(Opening opening, CancellationToken ct);

    /// <summary>Moves the end of access that is open, without a gap: same principal, same right, same secret.</summary>
    /// <returns>Further material where the target's material carries its own end; otherwise an empty <see cref="Opened"/>.</returns>
    Task<Opened> MoveEndAsync(Opening opening, CancellationToken ct);

    /// <summary>Replaces the secret by the one behind <see cref="Opening.Verifier"/>; the old one is dead afterwards and its sessions are ended where the target can.</summary>
    Task<Opened> RotateAsync(Opening opening, CancellationToken ct);

    /// <summary>
    /// Removes the access. Safe to repeat, works without a receipt; one bad item never fails the rest. When <paramref name="ct"/> ends,
    /// what was not closed yet is best answered as <see cref="Fault.Transient"/>, within a second: thrown, it takes what was closed with it.
    /// </summary>
    /// <returns>One answer for each item.</returns>
    Task<IReadOnlyList<Closed>> CloseAsync(IReadOnlyList<Closing> closings, CancellationToken ct);

    /// <summary>Reads the target: is the access of this grant there? Throws only when the target cannot be asked at all.</summary>
    /// <returns>One answer for each item.</returns>
    Task<IReadOnlyList<Observation>> ObserveAsync(IReadOnlyList<Closing> closings, CancellationToken ct);

    /// <summary>Everything held on the managed rights, ours or not; nothing without <see cref="Capability.Lists"/>.</summary>
    IAsyncEnumerable<Seen> ListAsync(CancellationToken ct);

    /// <summary>Lines ready to paste that use the access, without the secret.</summary>
    IReadOnlyList<string> ConnectionLines(Opening opening, string? material);
}
