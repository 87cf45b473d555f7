namespace JitPortal.DemoCompany;

/// <summary>What is to happen, in the order of time; what falls on one instant happens in the order it was planned.</summary>
internal sealed class Agenda(HistoryClock clock)
{
    private readonly PriorityQueue<Func<CancellationToken, Task>, (DateTimeOffset At, int Order)> planned = new();
    private int order;

    public DateTimeOffset Now => clock.GetUtcNow();

    public void Plan(DateTimeOffset at, Func<CancellationToken, Task> what) => planned.Enqueue(what, (at, order++));

    /// <summary>Does everything before <paramref name="end"/>, also what is planned meanwhile.</summary>
    public async Task RunAsync(DateTimeOffset end, CancellationToken ct)
    {
        while (planned.TryPeek(out var what, out var next) && next.At < end)
        {
            ct.ThrowIfCancellationRequested();
            planned.Dequeue();
            clock.MoveTo(next.At);
            await what(ct);
        }
        clock.MoveTo(end);
    }
}
