using JitPortal.Application.Requests;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Requests;

namespace JitPortal.Application.Approvals;

/// <summary>The stage in which a request waits, with everybody who may decide in it by now.</summary>
internal static class OpenStages
{
    private static readonly HashSet<PersonId> Nobody = [];

    /// <summary>Where the verdict cannot be read nobody is asked, so nobody can decide; the administrators' page shows what nobody can decide.</summary>
    private static readonly Stage Nobodys = new([], 1, TimeSpan.Zero);

    /// <summary>The stage that the request waits in, as it was when it began.</summary>
    public static Stage At(RequestRow request, IReadOnlyList<Stage> stages) => request.Stage < stages.Count ? stages[request.Stage] : Nobodys;

    /// <returns>The people whom a fallback is counted from; <see langword="null"/> where none of the stages has one, so that nobody is read in vain.</returns>
    public static async Task<Deciders?> DecidersAsync(PortalDb db, IEnumerable<Stage> stages, DateTimeOffset now, CancellationToken ct) =>
        stages.Any(stage => stage.Fallback is not null) ? await Deciders.ReadAsync(db, now, ct) : null;

    public static Stage Of(RequestRow request, IReadOnlyList<Stage> stages, Parties parties, Deciders? deciders, DateTimeOffset now) =>
        StageAt.Of(At(request, stages), now - request.StageBeganAt, stage => deciders!.Of(stage, parties, Nobody, now).Count);

    public static async Task<Stage> OfAsync(PortalDb db, RequestRow request, IReadOnlyList<Stage> stages, Parties parties, DateTimeOffset now, CancellationToken ct) =>
        Of(request, stages, parties, await DecidersAsync(db, [At(request, stages)], now, ct), now);
}
