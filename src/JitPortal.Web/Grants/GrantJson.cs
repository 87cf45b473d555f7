using System.Text.Json.Serialization;
using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;

namespace JitPortal.Web.Grants;

/// <summary>A grant as programs see it.</summary>
/// <param name="Principal">The login on the target.</param>
/// <param name="Credential">none, unrevealed (<c>:reveal</c> shows it once) or revealed.</param>
/// <param name="ConnectionLines">Ready to paste, without the secret.</param>
/// <param name="Material">Public material such as an SSH certificate.</param>
/// <param name="Evidence">How its end is evidenced.</param>
/// <param name="Can">What you may do with it now: give-back, extend, revoke.</param>
internal sealed record GrantJson(
    string Id,
    string Request,
    string Resource,
    string Role,
    string Target,
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
    string Principal,
    CredentialState Credential,
    int RotationsLeft,
    IReadOnlyList<string> ConnectionLines,
    string? Material,
    IReadOnlyList<string> Can)
{
    public static GrantJson Of(GrantView view) => new(
        view.Id.ToString(), view.RequestId.ToString(), view.Resource, view.Role, view.TargetName, view.Kind, view.Holder,
        view.State, view.StartedAt, view.EndsAt, view.EndedAt, view.EndReason, view.Evidence, view.EvidenceWords, view.ResidualUntil,
        view.Overdue, view.LastError, view.Principal, view.Credential, view.RotationsLeft, view.ConnectionLines, view.Material, [.. MayOf(view)]);

    private static IEnumerable<string> MayOf(GrantView view)
    {
        if (view.MayGiveBack)
            yield return "give-back";
        if (view.MayExtend)
            yield return "extend";
        if (view.MayRevoke)
            yield return "revoke";
    }
}

/// <summary>The one answer that carries the secret; nobody keeps it.</summary>
/// <param name="Secret">A password, or a private key.</param>
/// <param name="Material">What goes with it, such as an SSH certificate.</param>
internal sealed record RevealedJson(string Principal, string Secret, string? Material, IReadOnlyList<string> ConnectionLines);

/// <param name="By">How much longer than now planned: 30m, 1h, PT1H.</param>
/// <param name="Reason">At most 2,000 characters.</param>
/// <param name="Ticket">At most 100 characters; that of the grant's own request when absent.</param>
/// <param name="WithoutStepUp">Take the best way that this token admits, rather than be asked for a stronger sign-in.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ExtendBody(string By, string? Reason, string? Ticket, bool WithoutStepUp = false);

/// <param name="Reason">Why; the holder reads it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RevokeBody(string Reason);
