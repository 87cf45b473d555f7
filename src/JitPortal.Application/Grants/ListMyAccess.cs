using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;
using JitPortal.Storage;

namespace JitPortal.Application.Grants;

/// <summary>What the caller holds now, what is ending, and what ended lately with its evidence.</summary>
public sealed class ListMyAccess(PortalDbFactory databases, GrantViews views)
{
    private const int Lately = 50;

    /// <returns>What has not ended, soonest end first, then the last 50 that have, latest first.</returns>
    public async Task<IReadOnlyList<GrantView>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = databases.Create();
        var mine = db.Grants.Where(g => g.PersonId == actor.Id.Value);
        var open = await views.BuildAsync(db, actor, mine.Where(g => g.State != GrantState.Ended), ct);
        var ended = await views.BuildAsync(db, actor, mine.Where(g => g.State == GrantState.Ended).OrderByDescending(g => g.EndedAt).Take(Lately), ct);
        return [.. open.OrderBy(g => g.EndsAt ?? DateTimeOffset.MaxValue), .. ended.OrderByDescending(g => g.EndedAt)];
    }
}

/// <param name="EndsAt">The end of the current lease; <see langword="null"/> before the opening intent.</param>
/// <param name="Overdue">Past its end by more than 60 s without evidence.</param>
/// <param name="LastError">What went wrong last, in words.</param>
/// <param name="Credential">Whether a secret can be revealed, was revealed, or there is none.</param>
/// <param name="ConnectionLines">Ready to paste, without the secret.</param>
/// <param name="Material">Public material such as an SSH certificate.</param>
/// <param name="Extension">The state of an extension under way, in words.</param>
/// <param name="RotationsLeft">How many new passwords may still be made (at most 5 a grant).</param>
public sealed record GrantView(
    GrantId Id,
    RequestId RequestId,
    string Resource,
    string Role,
    string TargetName,
    string Kind,
    string Holder,
    GrantState State,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndsAt,
    DateTimeOffset? EndedAt,
    EndReason? EndReason,
    EvidenceKind Evidence,
    string? EvidenceWords,
    DateTimeOffset? ResidualUntil,
    bool Overdue,
    string? LastError,
    int Attempts,
    string Principal,
    PrincipalMode Mode,
    CredentialState Credential,
    int RotationsLeft,
    IReadOnlyList<string> ConnectionLines,
    string? Material,
    string? Extension,
    bool MayGiveBack,
    bool MayExtend,
    bool MayRevoke)
{
    /// <summary>What it is the right to.</summary>
    public required EntitlementId Entitlement { get; init; }

    /// <summary>The request it came from, as people quote it: REQ-1042.</summary>
    public required string Number { get; init; }

    /// <summary>The sign-in that its holder's session lacks to be shown the password; <see langword="null"/> where it is enough.</summary>
    public AssuranceLevel? StepUp { get; init; }

    /// <summary>How long a session that is open at the end can outlive it, for the holder of active access; <see langword="null"/> where that is not known.</summary>
    public TimeSpan? Residual { get; init; }

    /// <summary>A proposal to give up on its target; <see langword="null"/> where there is none.</summary>
    public ForceCloseView? ForceClose { get; init; }
}

/// <param name="Reason">Empty once its author was erased.</param>
/// <param name="IsOwn">Whether the reader proposed it, and somebody else has to agree.</param>
public sealed record ForceCloseView(string By, DateTimeOffset At, string Reason, bool IsOwn);

public enum CredentialState
{
    /// <summary>There is no secret: the holder uses their own account or key.</summary>
    None,

    /// <summary>Waits to be shown once.</summary>
    Unrevealed,

    /// <summary>Was shown; only a new one can be made.</summary>
    Revealed,
}
