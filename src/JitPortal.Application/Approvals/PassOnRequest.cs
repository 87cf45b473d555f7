using JitPortal.Application.Intake;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Approvals;

/// <summary>
/// Points another approver of the stage that waits to a request: they are told at once, and everybody who looks sees who has it now.
/// Who may decide stays as it is, the caller among them.
/// </summary>
public sealed class PassOnRequest(Ledger ledger)
{
    /// <summary>How long after it was passed on to somebody in one stage it may be passed on to them again: as long as between reminders.</summary>
    public static readonly TimeSpan Every = RemindApprovers.Every;

    /// <returns>
    /// <see cref="Refusal.Invalid"/> for somebody who cannot decide it now, or is not here; <see cref="Refusal.Conflict"/> when it does not
    /// wait any more, or they were told just now; <see cref="Refusal.Forbidden"/> for a caller who does not count;
    /// <see cref="Refusal.NotFound"/> for one the caller may not know of.
    /// </returns>
    public async Task<Outcome<Done>> RunAsync(Actor actor, RequestId id, PassOnForm form, CancellationToken ct)
    {
        var mistakes = TextCheck.Mistakes("remark", form.Remark ?? "", TextCheck.LongestReason).ToList();
        return mistakes.Count > 0 ? new Refusal.Invalid(mistakes) : await ledger.WriteAsync(writing => PassOnAsync(writing, actor, id, form, ct), ct);
    }

    private static async Task<Outcome<Done>> PassOnAsync(Writing writing, Actor actor, RequestId id, PassOnForm form, CancellationToken ct)
    {
        var held = await HeldRequest.ForWordsAsync(writing, actor, id, ct);
        if (!held.Succeeded)
            return held.Refusal;
        var (_, row, _, parties) = held.Value;
        var seated = await held.Value.SeatAsync(actor, ct);
        if (!seated.Succeeded)
            return seated.Refusal;
        var deciders = await Deciders.ReadAsync(writing.Db, writing.Now, ct);
        var to = deciders.ToPassOnTo(seated.Value.Stage, parties, seated.Value.Spent, actor.Id, writing.Now).FirstOrDefault(one => one.Id == form.To);
        if (to is null)
            return new Refusal.Invalid("to", Both("Choose somebody who may decide it now and is here."));
        if (await ToldAtAsync(writing, row, to.Id, ct) is { } told)
            return new Refusal.Conflict(Both($"{to.Name} was told just now. You can pass it on to them again in {RemindApprovers.Left(told + Every, writing.Now)}."));
        writing.Record(RequestAudit.Event(row, AuditTypes.RequestPassedOn, actor.AuditId) with
        {
            Facts = [new("stage", row.Stage + 1L), new("told", to.Id.ToString())],
            Personal = string.IsNullOrWhiteSpace(form.Remark) ? [] : [new PersonalField(actor.Id, "remark", form.Remark.Trim())],
        });
        return default(Done);
    }

    /// <returns>When it was last passed on to them in this stage, if that is not long ago.</returns>
    private static async Task<DateTimeOffset?> ToldAtAsync(Writing writing, RequestRow row, PersonId to, CancellationToken ct)
    {
        var since = writing.Now - Every;
        var lately = await writing.Db.Audit.AsNoTracking()
            .Where(a => a.RequestId == row.Id && a.Type == AuditTypes.RequestPassedOn && a.At > since)
            .OrderByDescending(a => a.Sequence)
            .ToListAsync(ct);
        var stage = new AuditFact("stage", row.Stage + 1L).ToString();
        return lately.FirstOrDefault(a => LeafReading.TryOf(a.Leaf) is { Facts: var facts } && facts.GetValueOrDefault("told") == to.ToString() && facts.GetValueOrDefault("stage") == stage)?.At;
    }
}

/// <param name="To">One of those that the request is offered to be passed on to.</param>
/// <param name="Remark">At most 2,000 characters; whoever may see the request reads it.</param>
public sealed record PassOnForm(PersonId To, string? Remark);
