using JitPortal.Application.People;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Approvals;
using JitPortal.Storage.People;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>
/// Somebody says that they are away and who votes in their seat meanwhile. The stand-in gets no more than the absent person's own
/// right, passes nothing on, and neither of the two counts for what the other asks for.
/// </summary>
public sealed class GoAway(Ledger ledger)
{
    /// <returns>
    /// <see cref="Refusal.Invalid"/> with each field's mistake; <see cref="Refusal.Conflict"/> where an absence is planned for that time
    /// already; <see cref="Refusal.Forbidden"/> for a workload, which has no seat, and for who is disabled or stopped: else somebody in their name could
    /// take from others, by naming them, that they lift the stop.
    /// </returns>
    public Task<Outcome<Done>> RunAsync(Actor actor, AwayForm asked, CancellationToken ct) => ledger.WriteAsync<Done>(
        async writing =>
        {
            var form = asked with { From = asked.From?.ToMilliseconds(), Until = asked.Until.ToMilliseconds() };
            var person = await DecidingPeople.FindAsync(writing.Db, actor.Id, ct);
            if (!person.Succeeded)
                return person.Refusal;
            var me = person.Value;
            // Taken first, so that of two at once the later one sees the earlier.
            await SubjectTurn.TakeAsync(writing.Db, actor.Id, ct);
            if (await MistakesAsync(writing, me, form, ct) is { Count: > 0 } mistakes)
                return new Refusal.Invalid(mistakes);
            var from = form.From ?? writing.Now;
            if (await writing.Db.Delegations.AnyAsync(d => d.PersonId == me.Id && d.From < form.Until && d.Until > from, ct))
                return new Refusal.Conflict(Both("You are away at that time already. Come back first, or choose another time."));
            await InsertAsync(writing, me, form, from, ct);
            await Epochs.RaisePeopleAsync(writing.Db, ct);
            return default(Done);
        },
        ct);

    private static async Task<IReadOnlyList<FieldError>> MistakesAsync(Writing writing, PersonRow me, AwayForm form, CancellationToken ct)
    {
        var mistakes = form.Mistakes(writing.Now).ToList();
        if (form.Delegate.Value == me.Id)
            mistakes.Add(new FieldError("delegate", Both("Choose somebody else: nobody stands in for themselves.")));
        else if (!await writing.Db.People.Where(PersonRow.IsHere).AnyAsync(p => p.Id == form.Delegate.Value, ct))
            mistakes.Add(new FieldError("delegate", Both("Choose a person whose account is not disabled.")));
        else if (await IsAskedAsync(writing.Db, me, form.Delegate, ct))
            mistakes.Add(new FieldError("delegate", Both("They may have to decide on a request of yours, or of a workload of yours, that waits, and whoever stands in for you may not. Choose somebody else, or withdraw it first.")));
        return mistakes;
    }

    /// <summary>Else whoever asks could take the vote from an approver they do not like, by naming them.</summary>
    private static async Task<bool> IsAskedAsync(PortalDb db, PersonRow me, PersonId other, CancellationToken ct)
    {
        var waiting = await db.Requests.AsNoTracking()
            .Where(RequestRow.Undecided)
            .Where(r => r.RequesterId == me.Id || r.ResponsibleId == me.Id || db.People.Any(p => p.Id == r.RequesterId && p.OwnerId == me.Id))
            .ToListAsync(ct);
        if (waiting.Count == 0)
            return false;
        var person = Actors.Of(await db.People.AsNoTracking().SingleAsync(p => p.Id == other.Value, ct));
        return waiting.Exists(request => Addressees.Of(request).Names(person));
    }

    private static async Task InsertAsync(Writing writing, PersonRow me, AwayForm form, DateTimeOffset from, CancellationToken ct)
    {
        writing.Db.Delegations.Add(new DelegationRow
        {
            Id = Guid.CreateVersion7(),
            PersonId = me.Id,
            DelegateId = form.Delegate.Value,
            From = from,
            Until = form.Until,
            MadeAt = writing.Now,
        });
        await writing.Db.SaveChangesAsync(ct);
        writing.Record(AwayAudit.Event(AuditTypes.DelegationMade, new PersonId(me.Id), form.Delegate, from, form.Until));
    }
}
