using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.DemoCompany;

/// <summary>
/// A target that exists in memory while the history is made. Its evidence is never more than <see cref="EvidenceKind.Acknowledged"/> and
/// says what it is: nothing real was read.
/// </summary>
internal sealed class HistoryConnector(TargetId target, HistoryOutage outage) : IConnector
{
    public const string Words = "Part of the demo's made-up past; no real target was touched.";

    private readonly ConcurrentDictionary<GrantId, bool> open = new();

    public Capability Capabilities => Capability.ExistingPrincipal | Capability.EphemeralPrincipal | Capability.EndsSessions;

    public TimeSpan Residual => TimeSpan.Zero;

    public Task<IReadOnlyList<Finding>> CheckAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Finding>>([new(FindingLevel.Fine, Words)]);

    public Task<Opened> OpenAsync(Opening opening, CancellationToken ct)
    {
        RefuseInOutage();
        open[opening.Grant] = true;
        return Task.FromResult(new Opened(null, [Words]));
    }

    public Task<Opened> MoveEndAsync(Opening opening, CancellationToken ct) => OpenAsync(opening, ct);

    public Task<Opened> RotateAsync(Opening opening, CancellationToken ct) => OpenAsync(opening, ct);

    public Task<IReadOnlyList<Closed>> CloseAsync(IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        RefuseInOutage();
        foreach (var closing in closings)
            open.TryRemove(closing.Grant, out _);
        return Task.FromResult<IReadOnlyList<Closed>>([.. closings.Select(c => new Closed(c.Grant, null, 0, null))]);
    }

    public Task<IReadOnlyList<Observation>> ObserveAsync(IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        RefuseInOutage();
        return Task.FromResult<IReadOnlyList<Observation>>([.. closings.Select(Observe)]);
    }

    public async IAsyncEnumerable<Seen> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        yield break;
    }

    public IReadOnlyList<string> ConnectionLines(Opening opening, string? material) => [];

    private Observation Observe(Closing closing) => open.ContainsKey(closing.Grant)
        ? new(closing.Grant, Presence.Present, EvidenceKind.None, 0, null, null, Words)
        : new(closing.Grant, Presence.Absent, EvidenceKind.Acknowledged, 0, null, null, Words);

    private void RefuseInOutage()
    {
        if (outage.Target == target)
            throw new TargetException(Fault.Transient, "The target cannot be reached.");
    }
}
