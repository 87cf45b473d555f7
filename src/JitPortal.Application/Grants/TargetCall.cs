using JitPortal.Application.Targets;
using JitPortal.Domain.Targets;
using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Grants;

/// <summary>Calls a target under a time-out, so that one that hangs costs seconds and not a worker.</summary>
public sealed class TargetCall(TargetConnectors connectors, TargetHealth health, ILogger<TargetCall> log)
{
    /// <summary>Longest time for one call on one target: 10 seconds.</summary>
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(10);

    /// <summary>Further time for each further item of a batch: 20 milliseconds, the measured price of one removal with an open session.</summary>
    private static readonly TimeSpan PerItem = TimeSpan.FromMilliseconds(20);

    /// <exception cref="TargetException">What went wrong, always as a fault with words; a time-out is <see cref="Fault.Transient"/>.</exception>
    public async Task<T> RunAsync<T>(TargetId target, int items, Func<ConnectedTarget, CancellationToken, Task<T>> call, CancellationToken ct)
    {
        try
        {
            var connected = await connectors.GetAsync(target, ct);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(TimeOut + (items * PerItem));
            var answer = await CallAsync(connected, call, limit.Token, ct);
            await health.WorkedAsync(target, ct);
            return answer;
        }
        catch (TargetException e)
        {
            if (e.Fault == Fault.Unauthorized)
                connectors.Forget(target);
            if (e.Fault is Fault.Transient or Fault.Unauthorized)
                await health.FailedAsync(target, e.Message, ct);
            throw;
        }
    }

    private async Task<T> CallAsync<T>(ConnectedTarget connected, Func<ConnectedTarget, CancellationToken, Task<T>> call, CancellationToken limited, CancellationToken ct)
    {
        try
        {
            // WaitAsync: a client library that ignores its token must not hold us longer than the limit.
            return await call(connected, limited).WaitAsync(limited);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TargetException(Fault.Transient, $"“{connected.Name}” did not answer in time.", e);
        }
        catch (Exception e) when (IsUnforeseen(e))
        {
            log.ConnectorFailed(e, connected.Id.Value);
            throw new TargetException(Fault.Rejected, $"The connector of “{connected.Name}” failed ({e.GetType().Name}); the portal's log says more.", e);
        }
    }

    private static bool IsUnforeseen(Exception e) => e is not TargetException and not OperationCanceledException;
}
