using System.Text.Json.Serialization;
using JitPortal.Application.Catalog;
using JitPortal.Application.Requests;
using JitPortal.Domain.Requests;
using JitPortal.Web.Grants;
using JitPortal.Web.Intake;

namespace JitPortal.Web.Requests;

/// <summary>What a program asks for.</summary>
/// <param name="Entitlement">Its id, or resource:role.</param>
/// <param name="Duration">From when it is active: 20m, 2h30, PT1H; 1 minute to 30 days.</param>
/// <param name="Reason">At most 2,000 characters.</param>
/// <param name="PublicKey">Your own OpenSSH public key, where the entitlement takes one.</param>
/// <param name="Ticket">The ticket this is about, at most 100 characters; needed where a policy looks at it.</param>
/// <param name="Emergency">It cannot wait: where the policies have a break-glass route, it may be taken, and is reviewed afterwards.</param>
/// <param name="WithoutStepUp">Take the best way that this token admits, rather than be asked for a stronger sign-in.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RequestBody(
    string Entitlement, string Duration, string? Reason, string? PublicKey, string? Ticket, bool Emergency = false, bool WithoutStepUp = false);

/// <param name="Number">What people quote: REQ-1042.</param>
/// <param name="Duration">As asked; ISO 8601.</param>
/// <param name="ApprovedDuration">Shorter where an approver or a policy cut it.</param>
/// <param name="WaitingFor">Whom it waits for, in words.</param>
/// <param name="Decision">What the policies said.</param>
/// <param name="Grant">The access it led to.</param>
/// <param name="Timeline">What happened so far; only when one request is read.</param>
internal sealed record RequestJson(
    string Id,
    string Number,
    string Entitlement,
    string Resource,
    string Role,
    string Target,
    PersonJson Requester,
    RequestState State,
    string Duration,
    string? ApprovedDuration,
    string Reason,
    DateTimeOffset FiledAt,
    DateTimeOffset? LapsesAt,
    string? WaitingFor,
    bool IsExtension,
    DecisionJson? Decision,
    GrantJson? Grant,
    IReadOnlyList<EventJson>? Timeline)
{
    public static RequestJson Of(RequestView view) => Of(view.Summary) with
    {
        ApprovedDuration = view.ApprovedDuration is { } approved ? ApiJson.Write(approved) : null,
        WaitingFor = view.WaitingFor,
        Decision = DecisionJson.Of(view),
        Grant = view.Grant is { } grant ? GrantJson.Of(grant) : null,
        Timeline = [.. view.Timeline.Select(entry => new EventJson(entry.Sequence, entry.At, entry.Type, entry.Title, entry.Detail, entry.Actor))],
    };

    public static RequestJson Of(RequestSummary summary) => new(
        summary.Id.ToString(), summary.Number, summary.Entitlement.ToString(), summary.Resource, summary.Role, summary.TargetName,
        new PersonJson(summary.RequesterId.ToString(), summary.Requester), summary.State, ApiJson.Write(summary.Duration), null, summary.Reason,
        summary.FiledAt, summary.LapsesAt, null, summary.IsExtension, null, null, null);
}

/// <summary>What the policies said, clause by clause.</summary>
/// <param name="Outcome">automatic, needsApproval or refused; absent where it cannot be read any more.</param>
/// <param name="Alternatives">What would be possible instead.</param>
internal sealed record DecisionJson(OutlookKind? Outcome, string Sentence, IReadOnlyList<ReasonJson> Reasons, IReadOnlyList<string> Alternatives)
{
    public static DecisionJson Of(RequestView view) => new(view.Outcome, view.Sentence, [.. view.Reasons.Select(ReasonJson.Of)], view.Alternatives);

    public static DecisionJson Of(RequestPreview preview) =>
        new(preview.Kind, preview.Sentence, [.. preview.Reasons.Select(ReasonJson.Of)], preview.Alternatives);
}

/// <param name="Holds">Absent where it could not be known.</param>
internal sealed record ReasonJson(string Clause, bool? Holds)
{
    public static ReasonJson Of(ReasonLine line) => new(line.Clause, line.Holds);
}

internal sealed record EventJson(long Sequence, DateTimeOffset At, string Type, string Title, string? Detail, string? Actor);

/// <param name="EndsAt">The end if it began now.</param>
/// <param name="Against">What keeps it from being filed as things are, although the policies let somebody decide on it.</param>
internal sealed record PreviewJson(DecisionJson Decision, string Duration, DateTimeOffset EndsAt, long PolicyVersion, string? Against)
{
    public static PreviewJson Of(RequestPreview preview) =>
        new(DecisionJson.Of(preview), ApiJson.Write(preview.Duration), preview.EndsAt, preview.PolicyVersion, preview.Against);
}

/// <summary>Not allowed; or filed, and refused by the policies.</summary>
/// <param name="Type">urn:jitportal:problem:forbidden, or urn:jitportal:problem:refused.</param>
/// <param name="Decision">Why the policies refused it.</param>
/// <param name="Request">The request that was filed and denied.</param>
internal sealed record RefusedJson(string Type, string Title, int Status, string? Detail, string? TraceId, DecisionJson? Decision, string? Request);
