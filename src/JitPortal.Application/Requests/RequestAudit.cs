using JitPortal.Application.Approvals;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Requests;

namespace JitPortal.Application.Requests;

/// <summary>Audit events about a request, all with the same ids and the same audience: who asked and who decides.</summary>
internal static class RequestAudit
{
    public static AuditEvent Event(RequestRow request, string type, PersonId? actor) => new(type, actor)
    {
        Request = new RequestId(request.Id),
        Entitlement = new EntitlementId(request.EntitlementId),
        Person = new PersonId(request.RequesterId),
        Grant = request.ExtendsGrantId is { } grant ? new GrantId(grant) : null,
        Audience = Addressees.Of(request),
    };

    /// <summary>The rule that the request travels by; <see langword="null"/> where it was refused, or nothing was ever decided.</summary>
    public static RuleRef? Winner(RequestRow request) =>
        request.Verdict.Length > 0 && VerdictDocument.Read(request.Verdict) is { Succeeded: true, Value.Trace.Winner: { } winner } ? winner : null;

    /// <summary>What comes with a request that opened because it was an emergency; <see langword="null"/> for any other.</summary>
    public static BreakGlass? BreakGlassOf(RequestRow request) =>
        VerdictDocument.Read(request.Verdict) is { Succeeded: true, Value: Verdict.Automatic { BreakGlass: { } glass } } ? glass : null;

    /// <summary>The stages the request was pinned to at filing, and then those that the policies have added since; empty where nobody was asked.</summary>
    public static IReadOnlyList<Stage> Stages(RequestRow request) => ChosenWay(request)?.Stages ?? [];

    /// <summary>The way the request was decided to go; <see langword="null"/> where it was refused.</summary>
    public static Way? ChosenWay(RequestRow request)
    {
        if (VerdictDocument.Read(request.Verdict) is not { Succeeded: true, Value.Chosen: { } chosen })
            return null;
        return Added(request) is { Count: > 0 } added ? chosen with { Stages = [.. chosen.Stages, .. added] } : chosen;
    }

    public static ValueList<Stage> Added(RequestRow request) => request.AddedStages is { } added && StagesDocument.Read(added) is { Succeeded: true } read ? read.Value : [];
}
