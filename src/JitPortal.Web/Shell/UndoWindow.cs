namespace JitPortal.Web.Shell;

/// <summary>
/// What somebody set off takes effect after 5 seconds, in which they can undo it. Whoever leaves the page meanwhile has wished it: then it
/// happens at once. For one component, whose events come one after another.
/// </summary>
public sealed class UndoWindow(TimeProvider time) : IAsyncDisposable
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    private CancellationTokenSource? closing;
    private bool undone;
    private Task underWay = Task.CompletedTask;

    public bool IsOpen => closing is not null;

    /// <summary>They left meanwhile: there is no page any more to tell how it went.</summary>
    public bool Left { get; private set; }

    public Task RunAsync(Func<Task> effect) => underWay = WaitAsync(effect);

    public async Task UndoAsync()
    {
        undone = true;
        await (closing?.CancelAsync() ?? Task.CompletedTask);   // a click that comes late undoes nothing
    }

    public async ValueTask DisposeAsync()
    {
        if (!IsOpen)
            return;
        Left = true;
        await closing!.CancelAsync();
        await underWay;
    }

    private async Task WaitAsync(Func<Task> effect)
    {
        using var early = new CancellationTokenSource();
        (closing, undone) = (early, false);
        await Task.Delay(Length, time, early.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        closing = null;
        if (!undone)
            await effect();
    }
}
