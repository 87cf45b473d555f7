using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.Benchmarks.Lateness;

/// <summary>Everything works at once, and what was closed is seen as gone.</summary>
internal sealed class NullConnector : IConnector
{
    private static readonly Opened Nothing = new(null, []);

    public Capability Capabilities => Capability.EphemeralPrincipal | Capability.EndsSessions | Capability.Observes | Capability.Batches;

    public TimeSpan Residual => TimeSpan.Zero;

    public Task<IReadOnlyList<Finding>> CheckAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Finding>>([]);

    public Task<Opened> OpenAsync(Opening opening, CancellationToken ct) => Task.FromResult(Nothing);

    public Task<Opened> MoveEndAsync(Opening opening, CancellationToken ct) => Task.FromResult(Nothing);

    public Task<Opened> RotateAsync(Opening opening, CancellationToken ct) => Task.FromResult(Nothing);

    public Task<IReadOnlyList<Closed>> CloseAsync(IReadOnlyList<Closing> closings, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Closed>>([.. closings.Select(c => new Closed(c.Grant, null, 0, null))]);

    public Task<IReadOnlyList<Observation>> ObserveAsync(IReadOnlyList<Closing> closings, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Observation>>([.. closings.Select(c => new Observation(c.Grant, Presence.Absent, EvidenceKind.Observed, 0, null, null, "It is gone."))]);

    public IAsyncEnumerable<Seen> ListAsync(CancellationToken ct) => AsyncEnumerable.Empty<Seen>();

    public IReadOnlyList<string> ConnectionLines(Opening opening, string? material) => [];
}
