namespace JitPortal.Web.Shell;

/// <summary>
/// What somebody set off takes effect after 5 seconds, in which they can undo it. Whoever leaves the page meanwhile has wished it: then it
/// happens at once. For one component, whose events come one after another.
/// </summary>
public sealed class UndoWindow(TimeProvider time)
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    private CancellationTokenSource? closing;
    private bool undone;

    public bool IsOpen => closing is not null;

    /// <returns>Whether it is to happen; not when it was undone.</returns>
    public async Task<bool> PassesAsync()
    {
        using var early = new CancellationTokenSource();
        (closing, undone) = (early, false);
        await Task.Delay(Length, time, early.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        closing = null;
        return !undone;
    }

    public Task UndoAsync()
    {
        undone = true;
        return CloseAsync();
    }

    /// <summary>Ends the waiting: what was set off happens now.</summary>
    public Task CloseAsync() => closing?.CancelAsync() ?? Task.CompletedTask;
}
