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

    /// <returns>The people whom a fallback is counted from; <see langword="null"/> where none of the stages has one, so that nobody is read in vain.</returns>
    public static async Task<Deciders?> DecidersAsync(PortalDb db, IEnumerable<Stage> stages, DateTimeOffset now, CancellationToken ct) =>
        stages.Any(stage => stage.Fallback is not null) ? await Deciders.ReadAsync(db, now, ct) : null;

    public static Stage Of(RequestRow request, IReadOnlyList<Stage> stages, Parties parties, Deciders? deciders, DateTimeOffset now) =>
        StageAt.Of(stages[request.Stage], now - request.StageBeganAt, stage => deciders!.Of(stage, parties, Nobody, now).Count);

    public static async Task<Stage> OfAsync(PortalDb db, RequestRow request, IReadOnlyList<Stage> stages, Parties parties, DateTimeOffset now, CancellationToken ct) =>
        Of(request, stages, parties, await DecidersAsync(db, [stages[request.Stage]], now, ct), now);
}
