using JitPortal.Application.Live;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;

namespace JitPortal.Application.Requests;

/// <summary>Reads a request once something has come of it, so that a machine needs to ask only once.</summary>
public sealed class AwaitRequest(ReadRequest read, ReadActor readActor, ILiveEvents live, TimeProvider clock)
{
    /// <summary>The longest wait: 60 seconds.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>An event of another node may not arrive, and the caller may be disabled meanwhile: 2 seconds.</summary>
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(2);

    /// <param name="wait">How long at most; more than <see cref="Longest"/> counts as that, nothing or less reads at once.</param>
    /// <returns>
    /// The request, settled or as it stands when the time is over: denied, withdrawn, lapsed, or approved with its access open or
    /// ended. <see cref="Refusal.NotFound"/> also when the caller may not know of it, or stops being somebody who may ask.
    /// </returns>
    public async Task<Outcome<RequestView>> RunAsync(Actor actor, RequestId id, TimeSpan wait, CancellationToken ct)
    {
        using var changed = new SemaphoreSlim(0, 1);
        using var watching = live.Subscribe(happened =>
        {
            if (happened.Request == id)
                Signal(changed);
        });
        var until = clock.GetTimestamp() + (long)(Clamped(wait).TotalSeconds * clock.TimestampFrequency);
        var seen = await read.RunAsync(actor, id, ct);
        while (seen is { Succeeded: true, Value: var view } && !IsSettled(view) && clock.GetElapsedTime(clock.GetTimestamp(), until) is { } left && left > TimeSpan.Zero)
        {
            await changed.WaitAsync(left < LookAnyway ? left : LookAnyway, ct);
            seen = await readActor.RunAsync(actor.Id, ct) is { } still
                ? await read.RunAsync(still, id, ct)
                : new Refusal.NotFound(Both("There is no such request."));
        }
        return seen;
    }

    private static TimeSpan Clamped(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;

    private static void Signal(SemaphoreSlim changed)
    {
        try
        {
            if (changed.CurrentCount == 0)
                changed.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // Two events at once wake it as well as one, and nobody needs to be woken who has gone.
        }
    }

    /// <summary>An extension is settled once the grant it is for has taken it or not, which its own timeline tells.</summary>
    private static bool IsSettled(RequestView view) => view.Summary.State switch
    {
        RequestState.Submitted or RequestState.AwaitingApproval or RequestState.AwaitingStepUp => false,
        RequestState.Approved when !view.Summary.IsExtension => view.Grant?.State is not (null or GrantState.Scheduled or GrantState.Provisioning),
        _ => true,
    };
}
