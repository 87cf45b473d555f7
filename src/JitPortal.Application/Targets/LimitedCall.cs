using JitPortal.Domain.Targets;
using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Targets;

/// <summary>One call of a connector with an end to it.</summary>
internal static class LimitedCall
{
    /// <summary>Left to a connector after its time is over, to answer with what it has done until then: 1 second.</summary>
    private static readonly TimeSpan ToAnswer = TimeSpan.FromSeconds(1);

    /// <exception cref="TargetException">
    /// Whatever went wrong, in words: no answer within the limit is <see cref="Fault.Transient"/>, what a connector should not throw is <see cref="Fault.Rejected"/>.
    /// </exception>
    public static async Task<T> RunAsync<T>(ConnectedTarget target, TimeSpan limit, Func<IConnector, CancellationToken, Task<T>> call, ILogger log, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(limit);
        using var waited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        waited.CancelAfter(limit + ToAnswer);
        try
        {
            // In a thread of the pool and only waited for: a library that blocks before it first awaits, or that ignores its token, must not hold us longer.
            return await Task.Run(() => call(target.Connector, limited.Token), limited.Token).WaitAsync(waited.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TargetException(Fault.Transient, $"“{target.Name}” did not answer in time.", e);
        }
        catch (Exception e) when (e is not TargetException and not OperationCanceledException)
        {
            log.ConnectorFailed(e, target.Id.Value);
            throw new TargetException(Fault.Rejected, $"The connector of “{target.Name}” failed ({e.GetType().Name}); the portal's log says more.", e);
        }
    }
}
