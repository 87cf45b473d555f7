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
        var asked = await asking.JudgeAsync(db, actor, form with { Emergency = true, Duration = Shortest }, now, ct);
        if (!asked.Succeeded || asked.Value.Verdict is not Verdict.Automatic { BreakGlass: { } glass, Window: var window } verdict)
            return null;
        draft.Verdict = VerdictDocument.Write(verdict);
        var told = await Emergencies.ToldAsync(db, glass, await PartiesReading.OfAsync(db, draft, now, ct), now, ct);
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
