using Microsoft.AspNetCore.Components.Server.Circuits;

namespace JitPortal.Web.Live;

/// <summary>
/// Whether a browser is at the other end of the circuit. One that lost its connection is kept for a while in case it comes back; until
/// then its pages need not be kept true, for nobody sees them.
/// </summary>
public sealed class CircuitPresence : CircuitHandler
{
    private volatile bool away;

    public bool IsThere => !away;

    /// <summary>The browser was away and is there again.</summary>
    public event EventHandler? CameBack;

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        away = true;
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (away)
        {
            away = false;
            CameBack?.Invoke(this, EventArgs.Empty);
        }
        return Task.CompletedTask;
    }
}
