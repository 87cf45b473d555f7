using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Intake;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Intake;

/// <summary>
/// Lets a caller repeat a call whose answer got lost (I-17). A key is kept for <see cref="Kept"/>; a refusal that
/// changed nothing leaves its key free again. A request that the policies refuse was filed all the same, and is repeated like any other.
/// </summary>
public sealed class RepeatedCalls(Ledger ledger)
{
    /// <summary>24 hours.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>A run that has not ended after this long died with its node: 1 minute. Its call may be run again, unless it is one that is never repeated.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(1);

    private static Refusal UnderWay => new Refusal.Conflict(Both("This call is under way. Ask again in a moment with the same key."));

    /// <param name="neverAgain">What it may have done before its node died must not be done twice, such as making a new password.</param>
    /// <returns>
    /// Whether to run or what an earlier run did. <see cref="Refusal.Conflict"/> while another run is under way,
    /// <see cref="Refusal.Invalid"/> when the key was used for something else.
    /// </returns>
    public Task<Outcome<CallBegun>> BeginAsync(Actor actor, ApiCallKey call, bool neverAgain, CancellationToken ct) => ledger.WriteAsync<CallBegun>(
        async writing =>
        {
            await ApiCallTurn.TakeAsync(writing.Db, actor.Id.Value, call.Key, ct);
            await ForgetAsync(writing, ct);
            var run = Guid.CreateVersion7(writing.Now);
            var known = await writing.Db.ApiCalls.AsNoTracking().SingleOrDefaultAsync(c => c.CallerId == actor.Id.Value && c.Key == call.Key, ct);
            if (known is null)
                return await StartAsync(writing, actor, call, run, ct);
            if (!known.Fingerprint.AsSpan().SequenceEqual(call.Fingerprint))
                return new Refusal.Invalid("Idempotency-Key", Both("This key was used for another call. Choose a new one for each thing you ask for."));
            if (known.Done)
                return new CallBegun.Repeated(known.ResultId);
            if (known.StartedAt > writing.Now - LongestRun)
                return UnderWay;
            if (neverAgain)
                return new CallBegun.Repeated(null);
            return await TakeOverAsync(writing, known, run, ct) ? new CallBegun.Run(run) : UnderWay;
        },
        ct);

    /// <param name="result">What the run made or changed; <see langword="null"/> for what is never repeated, such as showing a secret.</param>
    public Task EndAsync(Actor actor, ApiCallKey call, Guid run, Guid? result, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            await Mine(writing.Db, actor, call, run).ExecuteUpdateAsync(s => s.SetProperty(c => c.Done, true).SetProperty(c => c.ResultId, result), ct);
            return default(Done);
        },
        ct);

    /// <summary>The run was refused, so nothing happened and the key may be used again.</summary>
    public Task ReleaseAsync(Actor actor, ApiCallKey call, Guid run, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            await Mine(writing.Db, actor, call, run).ExecuteDeleteAsync(ct);
            return default(Done);
        },
        ct);

    private static IQueryable<ApiCallRow> Mine(PortalDb db, Actor actor, ApiCallKey call, Guid run) =>
        db.ApiCalls.Where(c => c.CallerId == actor.Id.Value && c.Key == call.Key && c.RunId == run);

    private static Task ForgetAsync(Writing writing, CancellationToken ct)
    {
        var oldest = writing.Now - Kept;
        return writing.Db.ApiCalls.Where(c => c.StartedAt <= oldest).ExecuteDeleteAsync(ct);
    }

    private static async Task<CallBegun> StartAsync(Writing writing, Actor actor, ApiCallKey call, Guid run, CancellationToken ct)
    {
        writing.Db.ApiCalls.Add(new ApiCallRow { CallerId = actor.Id.Value, Key = call.Key, Fingerprint = call.Fingerprint, StartedAt = writing.Now, RunId = run });
        await writing.Db.SaveChangesAsync(ct);
        return new CallBegun.Run(run);
    }

    /// <returns>Whether it is this run's now; not where the run that was taken for dead ends just then.</returns>
    private static async Task<bool> TakeOverAsync(Writing writing, ApiCallRow known, Guid run, CancellationToken ct) => await writing.Db.ApiCalls
        .Where(c => c.CallerId == known.CallerId && c.Key == known.Key && c.RunId == known.RunId && !c.Done)
        .ExecuteUpdateAsync(s => s.SetProperty(c => c.RunId, run).SetProperty(c => c.StartedAt, writing.Now), ct) == 1;
}

/// <summary>What becomes of a named call.</summary>
public abstract record CallBegun
{
    private CallBegun()
    {
    }

    /// <summary>It is to be carried out, and ended or released under this run.</summary>
    public sealed record Run(Guid Id) : CallBegun;

    /// <summary>It was carried out before.</summary>
    /// <param name="Result">What it made or changed then; <see langword="null"/> for what is never repeated.</param>
    public sealed record Repeated(Guid? Result) : CallBegun;
}
