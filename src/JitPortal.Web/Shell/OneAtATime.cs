namespace JitPortal.Web.Shell;

/// <summary>
/// What a person sets off on a page runs once at a time: a second click meanwhile does nothing, and its button is disabled by
/// <see cref="Now"/>. For one component, whose events come one after another.
/// </summary>
public sealed class OneAtATime
{
    /// <summary>Something is under way.</summary>
    public bool Now { get; private set; }

    public async Task RunAsync(Func<Task> work)
    {
        if (Now)
            return;
        Now = true;
        try
        {
            await work();
        }
        finally
        {
            Now = false;
        }
    }
}
