using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;

namespace JitPortal.Application.Requests;

/// <summary>What a requester fills in.</summary>
/// <param name="Duration">Elapsed time from activation; 1 minute to 30 days.</param>
/// <param name="Reason">Plain text, at most 2,000 characters.</param>
/// <param name="PublicKey">The requester's own OpenSSH public key, where the entitlement takes one.</param>
/// <param name="Extends">The active grant that this request would make longer.</param>
/// <param name="IdempotencyKey">Repeating a filing with the same key gives the same request (I-17); at most 100 characters.</param>
/// <param name="Ticket">The ticket this is about; at most 100 characters.</param>
/// <param name="Emergency">It cannot wait: where the policies have a break-glass route, it may be taken.</param>
/// <param name="WithoutStepUp">Take the best way that the session admits as it is, rather than sign in at a higher level.</param>
public sealed record RequestForm(
    EntitlementId Entitlement,
    TimeSpan Duration,
    string Reason,
    string? PublicKey = null,
    GrantId? Extends = null,
    string? IdempotencyKey = null,
    string? Ticket = null,
    bool Emergency = false,
    bool WithoutStepUp = false);
