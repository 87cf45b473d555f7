using JitPortal.Storage;
using JitPortal.Storage.Grants;

namespace JitPortal.Application.Grants;

/// <summary>Renews a claim while its work is under way, and lets go of the rest at the end.</summary>
public sealed class ClaimKeeper : IAsyncDisposable
{
    private readonly GrantClaims claims;
    private readonly Claim claim;
    private readonly CancellationTokenSource stop = new();
    private readonly Task renewing;

    public ClaimKeeper(GrantClaims claims, Claim claim, TimeProvider clock)
    {
        (this.claims, this.claim) = (claims, claim);
        renewing = RenewAsync(clock);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await renewing;
        stop.Dispose();
        // Runs to its end also on shutdown: a claim left behind delays the next attempt by its whole length.
        if (claim.IsHeld)
            await claims.ReleaseAsync(claim, CancellationToken.None);
    }

    private async Task RenewAsync(TimeProvider clock)
    {
        try
        {
            using var timer = new PeriodicTimer(Claim.RenewEvery, clock);
            while (await timer.WaitForNextTickAsync(stop.Token))
                await claims.RenewAsync(claim, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // the work is done
        }
        catch (Exception e) when (DatabaseTrouble.Is(e))
        {
            // The claim lapses: every write of this worker then finds that it is not the holder any more.
        }
    }
}
