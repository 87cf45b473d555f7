using JitPortal.Application.Requests;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;

namespace JitPortal.Application.Catalog;

/// <summary>One entitlement as the caller sees it, with what would happen if they asked for it.</summary>
/// <param name="Unavailable">Why it cannot be requested just now, as a sentence; <see langword="null"/> when it can.</param>
/// <param name="Residual">How long access can outlive its end on this target at worst; <see langword="null"/> where the target cannot be used, so that it is not known.</param>
/// <param name="TakesPublicKey">The requester may hand in their own public key.</param>
/// <param name="Held">The caller's open grant on it, if any.</param>
public sealed record CatalogItem(
    EntitlementId Id,
    string Resource,
    string Role,
    string Description,
    string TargetName,
    string Kind,
    string KindName,
    PrincipalMode Mode,
    TimeSpan? Residual,
    bool TakesPublicKey,
    string? Unavailable,
    Outlook Outlook,
    HeldGrant? Held)
{
    /// <summary>For example "env:prod".</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Everything that would be possible, the easiest way first.</summary>
    public IReadOnlyList<Offer> Offers { get; init; } = [];

    /// <summary>A policy looks at the ticket, so the form asks for it.</summary>
    public bool TakesTicket { get; init; }

    /// <summary>The hours that the policies bind it to.</summary>
    public IReadOnlyList<WeeklyWindow> Hours { get; init; } = [];

    /// <summary>When the caller had it in the last 90 days, latest first.</summary>
    public IReadOnlyList<HeldSpan> Before { get; init; } = [];

    /// <summary>The caller's request on it that is not decided yet; <see langword="null"/> without one.</summary>
    public WaitingRequest? Waiting { get; init; }
}

public sealed record WaitingRequest(RequestId Id, RequestState State);

/// <param name="Longest">The longest duration that this way admits.</param>
/// <param name="Approvals">How many people must agree; 0 is automatic.</param>
public sealed record Offer(TimeSpan Longest, int Approvals);

/// <param name="Longest">The longest duration that this outlook holds for.</param>
public sealed record Outlook(OutlookKind Kind, TimeSpan Longest, string Words)
{
    /// <summary>How many people must agree; 0 where nobody has to or nothing is possible.</summary>
    public int Approvals { get; init; }
}

public enum OutlookKind
{
    Automatic,
    NeedsApproval,
    Refused,
}

/// <param name="EndsAt"><see langword="null"/> until the grant has begun.</param>
public sealed record HeldGrant(GrantId Id, GrantState State, DateTimeOffset? EndsAt);
