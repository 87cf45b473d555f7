using JitPortal.Domain.Targets;

namespace JitPortal.Application.Tests.Grants;

/// <summary>A connector that does what it should, and then answers something else: what a kind written by somebody else may do.</summary>
internal sealed class TwistedConnector(IConnector inner) : IConnector
{
    public Func<IReadOnlyList<Closed>, IReadOnlyList<Closed>> TwistClosed { get; init; } = closed => closed;

    public Func<IReadOnlyList<Observation>, IReadOnlyList<Observation>> TwistSeen { get; init; } = seen => seen;

    /// <summary>Before anything is awaited.</summary>
    public Action BeforeClosing { get; init; } = () => { };

    /// <summary>After it was done, and before it is answered.</summary>
    public Func<CancellationToken, Task> BeforeAnswering { get; init; } = _ => Task.CompletedTask;

    public Func<IReadOnlyList<Finding>, IReadOnlyList<Finding>> TwistFindings { get; init; } = findings => findings;

    public Capability Capabilities => inner.Capabilities;

    public TimeSpan Residual => inner.Residual;

    public async Task<IReadOnlyList<Finding>> CheckAsync(CancellationToken ct) => TwistFindings(await inner.CheckAsync(ct));

    public Task<Opened> OpenAsync(Opening opening, CancellationToken ct) => inner.OpenAsync(opening, ct);

    public Task<Opened> MoveEndAsync(Opening opening, CancellationToken ct) => inner.MoveEndAsync(opening, ct);

    public Task<Opened> RotateAsync(Opening opening, CancellationToken ct) => inner.RotateAsync(opening, ct);

    public async Task<IReadOnlyList<Closed>> CloseAsync(IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        BeforeClosing();
        var closed = await inner.CloseAsync(closings, ct);
        await BeforeAnswering(ct);
        return TwistClosed(closed);
    }

    public Task<IReadOnlyList<Observation>> ObserveAsync(IReadOnlyList<Closing> closings, CancellationToken ct) => TwistedAsync(inner.ObserveAsync(closings, ct), TwistSeen);

    public IAsyncEnumerable<Seen> ListAsync(CancellationToken ct) => inner.ListAsync(ct);

    public IReadOnlyList<string> ConnectionLines(Opening opening, string? material) => inner.ConnectionLines(opening, material);

    private static async Task<IReadOnlyList<T>> TwistedAsync<T>(Task<IReadOnlyList<T>> answer, Func<IReadOnlyList<T>, IReadOnlyList<T>> twist) => twist(await answer);
}
