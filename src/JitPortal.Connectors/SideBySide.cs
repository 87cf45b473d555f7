using JitPortal.Domain.Targets;

namespace JitPortal.Connectors;

/// <summary>
/// Closes each item of a set by itself, some at once. When the time for the set runs out, those that were closed are answered as such
/// and the others as not reached: the next set is smaller, however slow a target is.
/// </summary>
internal static class SideBySide
{
    public static async Task<IReadOnlyList<Closed>> CloseAsync(
        IReadOnlyList<Closing> closings, int atOnce, Func<Closing, CancellationToken, Task<Closed>> close, CancellationToken ct)
    {
        var closed = new Closed[closings.Count];
        // Not in one order: a few that take all the time must not be the first ones each time.
        var order = Enumerable.Range(0, closings.Count).ToArray();
        Random.Shared.Shuffle(order);
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce };
        await Parallel.ForEachAsync(order, options, async (i, _) => closed[i] = await CloseOneAsync(closings[i], close, ct));
        return closed;
    }

    public static Closed NotReached(Closing closing) =>
        Closed.Failed(closing, new TargetException(Fault.Transient, "The time for the whole set ran out before this one was closed."));

    private static async Task<Closed> CloseOneAsync(Closing closing, Func<Closing, CancellationToken, Task<Closed>> close, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
            return NotReached(closing);
        try
        {
            return await close(closing, ct);
        }
        catch (TargetException failure)
        {
            return Closed.Failed(closing, failure);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return NotReached(closing);
        }
    }
}
