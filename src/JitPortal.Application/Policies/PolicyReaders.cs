using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Storage;

namespace JitPortal.Application.Policies;

/// <summary>Who reads policies as a whole: administrators and auditors. Everybody else is told what concerns their request.</summary>
internal static class PolicyReaders
{
    public static Refusal NotAllowed => new Refusal.Forbidden(Both("Only administrators and auditors read the policies."));

    public static async Task<bool> MayAsync(PortalDb db, Actor actor, CancellationToken ct) =>
        await Authority.HasAsync(db, actor, PortalRole.Administrator, ct) || await Authority.HasAsync(db, actor, PortalRole.Auditor, ct);
}
