using JitPortal.Application.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Requests;

namespace JitPortal.Application.Requests;

/// <summary>What a request comes to when nobody can be asked: whether that is so, and the emergency access that the policies leave.</summary>
public sealed class WhenNobodyIsHere(Asking asking)
{
    /// <summary>Short enough for every break-glass route; its answer says what the route admits.</summary>
    private static readonly TimeSpan Shortest = RequestFormCheck.Shortest;

    internal async Task<RequestPreview> AddToAsync(RequestPreview preview, PortalDb db, Actor actor, RequestForm form, Verdict verdict, DateTimeOffset now, CancellationToken ct)
    {
        if (verdict is Verdict.Automatic || form.Extends is not null)
            return preview;
        var draft = Draft(actor, form, verdict, now);
        var parties = await PartiesReading.OfAsync(db, draft, now, ct);
        return preview with
        {
            NobodyHere = verdict is Verdict.NeedsApproval asks
                ? (await Deciders.ReadAsync(db, now, ct)).NobodyHere(await OpenStages.OfAsync(db, draft, asks.Stages, parties, now, ct), parties, now)
                : null,
            Emergency = await OfferAsync(db, actor, form, draft, now, ct),
        };
    }

    private async Task<EmergencyOffer?> OfferAsync(PortalDb db, Actor actor, RequestForm form, RequestRow draft, DateTimeOffset now, CancellationToken ct)
    {
        if (await BreakGlassAsync(db, actor, form, Shortest, now, ct) is not { BreakGlass: { } glass } verdict)
            return null;
        draft.Verdict = VerdictDocument.Write(verdict);
        var told = await Emergencies.ToldAsync(db, glass, await PartiesReading.OfAsync(db, draft, now, ct), now, ct);
        return new EmergencyOffer(await LengthAsync(db, actor, form, verdict.Window.Default, now, ct), told.Count, now + glass.ReviewWithin);
    }

    /// <summary>The route's usual length, else the half of it and so on: it may have been had just before, or a window of time may end.</summary>
    private async Task<TimeSpan> LengthAsync(PortalDb db, Actor actor, RequestForm form, TimeSpan usual, DateTimeOffset now, CancellationToken ct)
    {
        for (var length = usual; length > Shortest; length = TimeSpan.FromMinutes(Math.Floor(length.TotalMinutes / 2)))
        {
            if (await BreakGlassAsync(db, actor, form, length, now, ct) is not null)
                return length;
        }
        return Shortest;
    }

    private async Task<Verdict.Automatic?> BreakGlassAsync(PortalDb db, Actor actor, RequestForm form, TimeSpan length, DateTimeOffset now, CancellationToken ct) =>
        (await asking.JudgeAsync(db, actor, form with { Emergency = true, Duration = length }, now, ct)) is { Succeeded: true, Value.Verdict: Verdict.Automatic { BreakGlass: not null } glass } ? glass : null;

    /// <summary>The request as it would be filed, as far as it says whom it has to do with.</summary>
    private static RequestRow Draft(Actor actor, RequestForm form, Verdict verdict, DateTimeOffset now) => new()
    {
        EntitlementId = form.Entitlement.Value,
        RequesterId = actor.Id.Value,
        ResponsibleId = actor.Id.Value,
        FiledAt = now,
        StageBeganAt = now,
        Verdict = VerdictDocument.Write(verdict),
    };
}

/// <summary>Access without prior approval, which the policies leave for an emergency.</summary>
/// <param name="Tells">How many people are told when it opens.</param>
/// <param name="ExplainBy">When the review is due.</param>
public sealed record EmergencyOffer(TimeSpan Duration, int Tells, DateTimeOffset ExplainBy);
