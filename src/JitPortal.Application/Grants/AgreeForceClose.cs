using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Grants;

/// <summary>
/// A second administrator agrees to give up on a target (I-11). The grant ends without evidence: it is called neither verified nor
/// gone, is not tried again, and stays on the list of revocation debt.
/// </summary>
public sealed class AgreeForceClose(Ledger ledger)
{
    private const string Words = "Nobody has seen that it is gone: two administrators gave up on the target.";

    /// <returns>
    /// <see cref="Refusal.Forbidden"/> but for administrators who are not <see cref="TooClose"/> to whoever proposed or holds it; <see cref="Refusal.Conflict"/> when
    /// nothing is proposed, whoever proposed it is no administrator any more, or it has ended meanwhile.
    /// </returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, GrantId id, CancellationToken ct) => ledger.WriteAsync(writing => AgreeAsync(writing, actor, id, ct), ct);

    private static async Task<Outcome<Done>> AgreeAsync(Writing writing, Actor actor, GrantId id, CancellationToken ct)
    {
        var found = await AskForceClose.FindAsync(writing, actor, id, ct);
        if (!found.Succeeded)
            return found.Refusal;
        var grant = found.Value;
        if (grant.ForceAskedBy is not { } first)
            return new Refusal.Conflict(Both("Nobody has proposed to close it without evidence."));
        if (first == actor.Id.Value)
            return new Refusal.Forbidden(Both("It takes a second administrator: you proposed it."));
        if ((await TooClose.ToAsync(writing.Db, [first], grant.ForceAskedAt ?? writing.Now, writing.Now, ct)).Contains(actor.Id.Value))
            return new Refusal.Forbidden(Both("Whoever stands in for the one who proposed it, or the other way round, is no second administrator. Another one has to agree."));
        if (await Appointments.WhyNotSecondAsync(writing.Db, actor.Id, [first], writing.Now, ct) is { } why)
            return new Refusal.Forbidden(why);
        if (!await writing.Db.People.Where(PersonRow.IsAdministrator).AnyAsync(p => p.Id == first, ct))
            return new Refusal.Conflict(Both("Whoever proposed it is no administrator any more. Propose it anew."));
        return await CloseAsync(writing, actor, grant, first, ct);
    }

    private static async Task<Outcome<Done>> CloseAsync(Writing writing, Actor actor, GrantRow grant, Guid first, CancellationToken ct)
    {
        var changed = await writing.Db.Grants
            .Where(g => g.Id == grant.Id && g.ForceAskedBy == first && g.ForceAskedAt == grant.ForceAskedAt)
            .FinishAsync(
                writing.Db, grant.State, GrantEvent.ForceClosed, new GrantEnd(writing.Now, EvidenceKind.Forced, Words), s => s.SetProperty(g => g.ForceAgreedBy, actor.Id.Value), ct);
        AuditFact[] facts = [.. AskForceClose.Facts(grant), new("evidence", nameof(EvidenceKind.Forced)), new("askedBy", first.ToString("N"))];
        return writing.Record(changed, GrantAudit.Event(grant, AuditTypes.GrantForceClosed, actor.AuditId, facts))
            ? default(Done)
            : new Refusal.Conflict(Both("This access changed just now. Look again."));
    }
}
