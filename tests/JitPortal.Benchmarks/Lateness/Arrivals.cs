using JitPortal.Domain.Time;

namespace JitPortal.Benchmarks.Lateness;

/// <summary>How late each grant's move was committed, in milliseconds after the due instant.</summary>
internal sealed class Arrivals(DateTimeOffset due, int expected, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly Dictionary<Guid, double> late = [];
    private readonly TaskCompletionSource complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DateTimeOffset Due => due;

    public TimeProvider Clock => clock;

    public Task Complete => complete.Task.WaitAsync(Patience);

    public Sample Late
    {
        get
        {
            lock (gate)
                return new Sample(late.Values);
        }
    }

    /// <exception cref="InvalidOperationException">A grant moved twice, or before its end.</exception>
    public void Note(params IReadOnlyList<Guid> grants)
    {
        var milliseconds = (clock.GetUtcNow() - due).TotalMilliseconds;
        lock (gate)
        {
            foreach (var grant in grants)
            {
                if (milliseconds < 0 || !late.TryAdd(grant, milliseconds))
                    complete.TrySetException(new InvalidOperationException($"{grant} moved twice, or {milliseconds} ms after its end."));
            }
            if (late.Count >= expected)
                complete.TrySetResult();
        }
    }
}
