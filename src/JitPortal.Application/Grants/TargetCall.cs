using JitPortal.Application.Targets;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Grants;

/// <summary>Calls a target under a time-out, so that one that hangs costs seconds and not a worker, and keeps its health.</summary>
public sealed class TargetCall(TargetConnectors connectors, TargetHealth health, ILogger<TargetCall> log)
{
    /// <summary>Longest time for one call on one target: 10 seconds.</summary>
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(10);

    /// <summary>Further time for each further item of a batch: 20 milliseconds, the measured price of one removal with an open session.</summary>
    private static readonly TimeSpan PerItem = TimeSpan.FromMilliseconds(20);

    /// <exception cref="TargetException">What went wrong, always as a fault with words; a time-out is <see cref="Fault.Transient"/>.</exception>
    public Task<T> RunAsync<T>(TargetId target, Func<IConnector, CancellationToken, Task<T>> call, CancellationToken ct) => RunAsync(target, 1, call, _ => null, ct);

    /// <summary>Closes a set; the answers by their grants.</summary>
    /// <exception cref="TargetException">As of every call; <see cref="Fault.Rejected"/> too where it did not answer each item once.</exception>
    public Task<IReadOnlyDictionary<GrantId, Closed>> CloseAsync(TargetId target, IReadOnlyList<Closing> closings, CancellationToken ct) => RunAsync(
        target, closings.Count, async (connector, limited) => ByGrant(await connector.CloseAsync(closings, limited), closings, closed => closed.Grant), FailureOfAll, ct);

    /// <summary>Reads a set back; the answers by their grants.</summary>
    /// <exception cref="TargetException">As of <see cref="CloseAsync"/>.</exception>
    public Task<IReadOnlyDictionary<GrantId, Observation>> ObserveAsync(TargetId target, IReadOnlyList<Closing> closings, CancellationToken ct) => RunAsync(
        target, closings.Count, async (connector, limited) => ByGrant(await connector.ObserveAsync(closings, limited), closings, seen => seen.Grant), _ => null, ct);

    /// <summary>Reads one back.</summary>
    /// <exception cref="TargetException">As of <see cref="CloseAsync"/>.</exception>
    public async Task<Observation> ObserveAsync(TargetId target, Closing closing, CancellationToken ct) => (await ObserveAsync(target, [closing], ct))[closing.Grant];

    /// <param name="failure">What in an answer says that the target as a whole does not work.</param>
    private async Task<T> RunAsync<T>(TargetId target, int items, Func<IConnector, CancellationToken, Task<T>> call, Func<T, TargetException?> failure, CancellationToken ct)
    {
        try
        {
            var answer = await LimitedCall.RunAsync(await connectors.GetAsync(target, ct), TimeOut + (items * PerItem), call, log, ct);
            if (failure(answer) is { } failed)
                await FailedAsync(target, failed, ct);
            else
                await health.WorkedAsync(target, ct);
            return answer;
        }
        catch (TargetException e)
        {
            await FailedAsync(target, e, ct);
            throw;
        }
    }

    private async Task FailedAsync(TargetId target, TargetException failed, CancellationToken ct)
    {
        // Disposed: it was made of settings that others have replaced, and what is kept here may be the older of the two.
        if (failed.Fault == Fault.Unauthorized || failed.InnerException is ObjectDisposedException)
            connectors.Forget(target);
        if (IsOfTheTarget(failed))
            await health.FailedAsync(target, failed.Message, ct);
    }

    /// <summary>An item by itself can be refused; where the target was away for every one of them, it was away.</summary>
    private static TargetException? FailureOfAll(IReadOnlyDictionary<GrantId, Closed> closed) =>
        closed.Values.All(one => one.Failure is { } failure && IsOfTheTarget(failure)) ? closed.Values.FirstOrDefault()?.Failure : null;

    private static bool IsOfTheTarget(TargetException failure) => failure.Fault is Fault.Transient or Fault.Unauthorized;

    /// <summary>Evidence for one grant must never count for another, and none may be left without an answer.</summary>
    private static IReadOnlyDictionary<GrantId, T> ByGrant<T>(IReadOnlyList<T> answers, IReadOnlyList<Closing> asked, Func<T, GrantId> grantOf)
    {
        var byGrant = answers.ToLookup(grantOf);
        return answers.Count == asked.Count && asked.All(closing => byGrant[closing.Grant].Count() == 1)
            ? answers.ToDictionary(grantOf)
            : throw new TargetException(Fault.Rejected, $"The connector was asked about {asked.Count} grants and did not answer for each of them once.");
    }
}
