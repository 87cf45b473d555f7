using JitPortal.Application.Approvals;
using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.Notices;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>One request with its whole story. Visible to requester, beneficiary, those who may decide, administrators and auditors.</summary>
public sealed class ReadRequest(PortalDbFactory databases, GrantViews grants, Timelines timelines, TimeProvider clock)
{
    private static Refusal NotThere => new Refusal.NotFound(Both("There is no such request."));

    /// <returns><see cref="Refusal.NotFound"/> also for a request the caller may not know of.</returns>
    public async Task<Outcome<RequestView>> RunAsync(Actor actor, RequestId id, CancellationToken ct)
    {
        await using var db = databases.Create();
        var row = await db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id.Value, ct);
        if (row is null)
            return NotThere;
        var now = clock.Now();
        var parties = await PartiesReading.OfAsync(db, row, now, ct);
        if (row.State == RequestState.AwaitingApproval)
            await Addressees.RefreshAsync(db, row, RequestAudit.Stages(row), parties, now, ct);
        return await MaySeeAsync(db, actor, row, ct) ? await ShowAsync(db, actor, row, parties, now, ct) : NotThere;
    }

    /// <summary>Who asked, whom it concerns, who decided on it, and those who look after the portal.</summary>
    internal static async Task<bool> MaySeeAsync(PortalDb db, Actor actor, RequestRow row, CancellationToken ct) =>
        row.RequesterId == actor.Id.Value
        || Addressees.Of(row).Includes(actor)
        || await db.Decisions.AnyAsync(d => d.RequestId == row.Id && d.ApproverId == actor.Id.Value, ct);

    private async Task<RequestView> ShowAsync(PortalDb db, Actor actor, RequestRow row, Parties parties, DateTimeOffset now, CancellationToken ct)
    {
        var summary = (await RequestSummaries.ReadAsync(db, db.Requests.Where(r => r.Id == row.Id), ct))[0];
        var verdict = VerdictDocument.Read(row.Verdict);
        var stages = RequestAudit.Stages(row);
        var waits = row.State == RequestState.AwaitingApproval && row.LapsesAt > now;
        var signIn = row.State == RequestState.AwaitingStepUp && row.LapsesAt > now;
        var mine = row.RequesterId == actor.Id.Value;
        var spent = await VoteReading.SpentAsync(db, row.Id, ct);
        var open = waits ? await OpenStages.OfAsync(db, row, stages, parties, now, ct) : null;
        var seat = open is not null ? await Seats.OfAsync(db, actor, open, parties, spent, now, ct) : default(Outcome<Seat>?);
        var grant = await grants.BuildAsync(db, actor, db.Grants.Where(g => g.RequestId == row.Id), ct);
        var view = new RequestView(
            summary,
            await db.Entitlements.Where(e => e.Id == row.EntitlementId).Select(e => e.Description).SingleAsync(ct),
            row.State == RequestState.Approved ? row.Allowed : null,
            verdict.Match(v => v.Say().Shown, _ => T("What the policies said cannot be read any more.")),
            verdict.Match(VerdictWords.Reasons, _ => []),
            verdict.Match(VerdictWords.Alternatives, _ => []),
            signIn ? T($"a sign-in of {summary.Requester}") : open?.Say().Shown,
            MayWithdraw: (waits || signIn) && mine,
            MayDecide: seat is { Succeeded: true },
            CannotDecideBecause: actor.Is(PortalRole.Approver) && seat is { Succeeded: false, Refusal: { } why } ? why.Message : null,
            grant.Count == 0 ? null : grant[0],
            await timelines.ReadAsync(db, row.Id, ct))
        {
            MayConfirm = signIn && mine,
            Outcome = verdict.Match(v => VerdictWords.KindOf(v), _ => default(OutlookKind?)),
        };
        if (open is null)
            return view;
        var deciders = await Requests.Deciders.ReadAsync(db, now, ct);
        var names = deciders.Of(open, parties, spent, now);
        return view with
        {
            Questions = mine ? Requests.Questions.Open(view.Timeline, entry => entry.Type) : [],
            RemindAt = mine ? RemindApprovers.NextAt(row) ?? row.FiledAt : null,
            Deciders = names,
            WaitsForSignIns = names.Count == 0 && deciders.WhoWouldCount(open, parties, spent, now).Count > 0,
            PassOnTo = seat is { Succeeded: true } ? deciders.ToPassOnTo(open, parties, spent, actor.Id, now) : [],
        };
    }
}

/// <param name="ApprovedDuration">What was approved; shorter than asked where an approver cut it.</param>
/// <param name="WaitingFor">Whom it waits for, in words; <see langword="null"/> when it waits for nobody.</param>
/// <param name="MayDecide">The caller may approve or deny it now.</param>
/// <param name="CannotDecideBecause">Why a caller who approves in general cannot decide this one (their own request, already voted).</param>
public sealed record RequestView(
    RequestSummary Summary,
    string Description,
    TimeSpan? ApprovedDuration,
    string Sentence,
    IReadOnlyList<ReasonLine> Reasons,
    IReadOnlyList<string> Alternatives,
    string? WaitingFor,
    bool MayWithdraw,
    bool MayDecide,
    string? CannotDecideBecause,
    GrantView? Grant,
    IReadOnlyList<TimelineEntry> Timeline)
{
    /// <summary>What the policies said when it was filed; <see langword="null"/> where that cannot be read any more.</summary>
    public OutlookKind? Outcome { get; init; }

    /// <summary>Everybody agreed, and it goes on once the caller signs in as the policies ask by now.</summary>
    public bool MayConfirm { get; init; }

    /// <summary>Who has it in their inbox now, by name; empty when it waits for nobody, or nobody can decide it.</summary>
    public IReadOnlyList<string> Deciders { get; init; } = [];

    /// <summary>Nobody can decide it now, but somebody could who has not signed in lately.</summary>
    public bool WaitsForSignIns { get; init; }

    /// <summary>To whom the caller may pass it on; empty for whoever does not decide it.</summary>
    public IReadOnlyList<ColleagueEntry> PassOnTo { get; init; } = [];

    /// <summary>What approvers want to know of the caller, who filed it and has not answered yet.</summary>
    public IReadOnlyList<TimelineEntry> Questions { get; init; } = [];

    /// <summary>From when on the caller may remind them; <see langword="null"/> where that is not theirs to do.</summary>
    public DateTimeOffset? RemindAt { get; init; }
}

/// <summary>One step of the story, from the audit log.</summary>
/// <param name="Title">What happened, in words.</param>
/// <param name="Detail">Reason given, error in words, evidence; <see langword="null"/> where there is none.</param>
/// <param name="Actor">Who did it; <see langword="null"/> for the portal itself.</param>
public sealed record TimelineEntry(long Sequence, DateTimeOffset At, string Type, TimelineTone Tone, string Title, string? Detail, string? Actor)
{
    /// <summary>The text that a person wrote, as it is; <see cref="Detail"/> has it too, in quotation marks.</summary>
    public string? Given { get; init; }

    /// <summary>Who was asked by this step, how, and whether they have seen it.</summary>
    public IReadOnlyList<AskedApprover> Asked { get; init; } = [];

    /// <summary>The rest of <see cref="Detail"/>. Like <see cref="Title"/> it names instants as 2026-11-19T13:45:08Z, for the reader to show in their own zone.</summary>
    public string? Note { get; init; }
}

public enum TimelineTone
{
    Neutral,
    Good,
    Waiting,
    Bad,
}
