using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>Asks for a further lease on an active grant: an access request like any other, without a gap when it is granted.</summary>
public sealed class ExtendGrant(PortalDbFactory databases, SubmitRequest submit)
{
    /// <returns>The request; its refusals are those of <see cref="SubmitRequest"/>.</returns>
    public async Task<Outcome<RequestId>> RunAsync(Actor actor, ExtensionForm form, CancellationToken ct)
    {
        var request = await FormAsync(actor, form, ct);
        return request.Succeeded ? await submit.RunAsync(actor, request.Value, ct) : request.Refusal;
    }

    /// <summary>The request that it comes to, complete: it can be kept until a stronger sign-in and filed then.</summary>
    /// <returns><see cref="Refusal.NotFound"/> for a grant that is not the caller's.</returns>
    public async Task<Outcome<RequestForm>> FormAsync(Actor actor, ExtensionForm form, CancellationToken ct)
    {
        await using var db = databases.Create();
        var grant = await db.Grants
            .Where(g => g.Id == form.Grant.Value && g.PersonId == actor.Id.Value)
            .Join(db.Requests, g => g.RequestId, r => r.Id, (g, r) => new { g.EntitlementId, r.Ticket })
            .SingleOrDefaultAsync(ct);
        if (grant is null)
            return new Refusal.NotFound(Both("There is no such access."));
        var ticket = form.Ticket is { } named ? (string.IsNullOrWhiteSpace(named) ? null : named) : grant.Ticket;
        return new RequestForm(
            new EntitlementId(grant.EntitlementId), form.By, form.Reason, Extends: form.Grant, IdempotencyKey: form.IdempotencyKey, Ticket: ticket, WithoutStepUp: form.WithoutStepUp);
    }
}

/// <summary>What a holder fills in to keep their access for longer.</summary>
/// <param name="By">How much longer than the current end.</param>
/// <param name="Reason">Plain text, at most 2,000 characters.</param>
public sealed record ExtensionForm(GrantId Grant, TimeSpan By, string Reason)
{
    /// <summary>The ticket this is about; <see langword="null"/> for that of the grant's own request, blank for none.</summary>
    public string? Ticket { get; init; }

    /// <summary>As on <see cref="RequestForm"/>.</summary>
    public bool WithoutStepUp { get; init; }

    /// <summary>As on <see cref="RequestForm"/>.</summary>
    public string? IdempotencyKey { get; init; }
}
