using JitPortal.Application.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Requests;

namespace JitPortal.Application.Requests;

/// <summary>
/// What a request would come to with the people there are: whether one of them keeps it from being filed, whether anybody can be asked, and
/// the emergency access that the policies leave.
/// </summary>
public sealed class WhoWouldDecide(Asking asking)
{
    /// <summary>Short enough for every break-glass route; its answer says what the route admits.</summary>
    private static readonly TimeSpan Shortest = RequestFormCheck.Shortest;

    internal async Task<RequestPreview> AddToAsync(RequestPreview preview, PortalDb db, Actor actor, RequestForm form, Verdict verdict, DateTimeOffset now, CancellationToken ct)
    {
        if (verdict is Verdict.NeedsApproval asks)
            preview = await WithPeopleAsync(preview, db, Draft(actor, form, verdict, now), asks.Stages, now, ct);
        return verdict is Verdict.Automatic || form.Extends is not null ? preview : preview with { Emergency = await OfferAsync(db, actor, form, now, ct) };
    }

    private static async Task<RequestPreview> WithPeopleAsync(RequestPreview preview, PortalDb db, RequestRow draft, IReadOnlyList<Stage> stages, DateTimeOffset now, CancellationToken ct)
    {
        var parties = await PartiesReading.OfAsync(db, draft, now, ct);
        await Addressees.RefreshAsync(db, draft, stages, parties, now, ct);
        return preview with
        {
            Against = (await NamedStandIns.WhyNotAsync(db, draft, stages, parties, now, ct))?.Shown,
            NobodyHere = (await Deciders.ReadAsync(db, now, ct)).NobodyHere(await OpenStages.OfAsync(db, draft, stages, parties, now, ct), parties, now),
        };
    }

    private async Task<EmergencyOffer?> OfferAsync(PortalDb db, Actor actor, RequestForm form, DateTimeOffset now, CancellationToken ct)
    {
        var asked = await asking.JudgeAsync(db, actor, form with { Emergency = true, Duration = Shortest }, now, ct);
        if (!asked.Succeeded || asked.Value.Verdict is not Verdict.Automatic { BreakGlass: { } glass, Window: var window } verdict)
            return null;
        var parties = await PartiesReading.OfAsync(db, Draft(actor, form, verdict, now), now, ct);
        var told = await Emergencies.ToldAsync(db, glass, parties, now, ct);
        return new EmergencyOffer(Length(asked.Value, window.Default), told.Count, now + glass.ReviewWithin);
    }

    /// <summary>The route's usual length, or what is left of it in whole minutes: part of it may have been had just before, or a window of time may end.</summary>
    private static TimeSpan Length(Judged judged, TimeSpan usual)
    {
        var left = PolicyEngine.Offers(judged.Set, judged.Facts)
            .Where(offer => offer is { Approvals: 0, StepUp: null })
            .Select(offer => TimeSpan.FromMinutes(Math.Floor(offer.Duration.TotalMinutes)))
            .Append(Shortest)
            .Max();
        return usual < left ? usual : left;
    }

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
