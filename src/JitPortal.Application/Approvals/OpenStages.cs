using JitPortal.Application.Requests;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Requests;

namespace JitPortal.Application.Approvals;

/// <summary>The stage in which a request waits, with everybody who may decide in it by now.</summary>
internal static class OpenStages
{
    /// <summary>Where the verdict cannot be read nobody is asked, so nobody can decide; the administrators' page shows what nobody can decide.</summary>
    private static readonly Stage Nobodys = new([], 1, TimeSpan.Zero);

    /// <summary>The stage that the request waits in, as it was when it began.</summary>
    public static Stage At(RequestRow request, IReadOnlyList<Stage> stages) => request.Stage < stages.Count ? stages[request.Stage] : Nobodys;

    /// <returns>The people whom a fallback is counted from; <see langword="null"/> where none of the stages has one, so that nobody is read in vain.</returns>
    public static async Task<Deciders?> DecidersAsync(PortalDb db, IEnumerable<Stage> stages, DateTimeOffset now, CancellationToken ct) =>
        stages.Any(stage => stage.Fallback is not null) ? await Deciders.ReadAsync(db, now, ct) : null;

    /// <param name="votes">Those on the request so far. Whoever has decided in an earlier stage is not there any more for this one; whoever has in this one goes on filling it.</param>
    public static Stage Of(RequestRow request, IReadOnlyList<Stage> stages, Parties parties, IEnumerable<DecisionRow> votes, Deciders? deciders, DateTimeOffset now) =>
        StageAt.Of(At(request, stages), now - request.StageBeganAt, stage => deciders!.Count(stage, parties, VoteReading.Spent(votes.Where(vote => vote.Stage < request.Stage)), now));

    public static async Task<Stage> OfAsync(PortalDb db, RequestRow request, IReadOnlyList<Stage> stages, Parties parties, DateTimeOffset now, CancellationToken ct) =>
        Of(request, stages, parties, (await VoteReading.OfAsync(db, [request], ct))[request.Id], await DecidersAsync(db, [At(request, stages)], now, ct), now);
}
