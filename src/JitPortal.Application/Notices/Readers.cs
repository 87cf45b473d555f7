using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.People;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Notices;

/// <summary>Finds out who a rule means. People and roles are read once for each transaction.</summary>
internal sealed class Readers(PortalDb db, DateTimeOffset now)
{
    private Deciders? deciders;
    private IReadOnlyList<Guid>? administrators;

    public async Task<IReadOnlyCollection<Guid>> OfAsync(NoticeReader reader, Happened happened, CancellationToken ct) => reader switch
    {
        NoticeReader.Holder => happened.Person is { } person ? [person] : [],
        NoticeReader.HolderAfterWaiting => happened is { Person: { } person, Request: { } request } && request.DecidedAt > request.FiledAt ? [person] : [],
        NoticeReader.Deciders => await DecidersAsync(happened, ct),
        NoticeReader.EverybodyAsked => await AskedAsync(happened, ct),
        NoticeReader.AskedInVain => await InVainAsync(happened, ct),
        NoticeReader.Administrators => await AdministratorsAsync(ct),
        NoticeReader.FurtherDeciders => [.. (await DecidersAsync(happened, ct)).Except(await AskedAsync(happened, happened.Request?.StageBeganAt, ct))],
        NoticeReader.Named => Named(happened),
        NoticeReader.NamedDeciders => [.. (await DecidersAsync(happened, ct)).Intersect(Named(happened))],
        NoticeReader.HolderWhileItWaits => happened.Person is { } person && Waits(happened) ? [person] : [],
        NoticeReader.NamedWhileItWaits => Waits(happened) ? Named(happened) : [],
        NoticeReader.ToldOfEmergency => await db.Notices.Where(n => n.RequestId == happened.Row.RequestId && n.Kind == NoticeKind.EmergencyOpened).Select(n => n.PersonId).ToListAsync(ct),
        NoticeReader.Alarmed => await db.Notices.Where(n => n.GrantId == happened.Row.GrantId && n.Kind == NoticeKind.EndNotEvidenced).Select(n => n.PersonId).Distinct().ToListAsync(ct),
        _ => throw new ArgumentOutOfRangeException(nameof(reader), reader, message: null),
    };

    /// <summary>Whether the answer depends on notices that were written before, perhaps in this transaction.</summary>
    public static bool AsksWhoWasTold(NoticeReader reader) =>
        reader is NoticeReader.EverybodyAsked or NoticeReader.AskedInVain or NoticeReader.FurtherDeciders or NoticeReader.Alarmed or NoticeReader.ToldOfEmergency;

    public async Task<IReadOnlyList<Guid>> AdministratorsAsync(CancellationToken ct) =>
        administrators ??= await db.People.Where(PersonRow.IsAdministrator).Select(p => p.Id).ToListAsync(ct);

    /// <summary>Nobody where it does not wait any more, or in a later stage already: there is nothing to ask them for.</summary>
    private async Task<IReadOnlyCollection<Guid>> DecidersAsync(Happened happened, CancellationToken ct)
    {
        if (!Waits(happened) || happened.Request is not { } request || StageOf(happened) != request.Stage)
            return [];
        var parties = await PartiesReading.OfAsync(db, request, now, ct);
        deciders ??= await Deciders.ReadAsync(db, now, ct);
        var votes = (await VoteReading.OfAsync(db, [request], ct))[request.Id].ToList();
        var open = OpenStages.Of(request, RequestAudit.Stages(request), parties, votes, deciders, now);
        return [.. deciders.WhoWouldCount(open, parties, VoteReading.Spent(votes), now).Select(p => p.Value)];
    }

    private Task<IReadOnlyCollection<Guid>> AskedAsync(Happened happened, CancellationToken ct) => AskedAsync(happened, since: null, ct);

    /// <param name="since">Who was asked before is not counted, for it was in an earlier stage.</param>
    private async Task<IReadOnlyCollection<Guid>> AskedAsync(Happened happened, DateTimeOffset? since, CancellationToken ct) => await db.Notices.ThatAsk()
        .Where(n => n.RequestId == happened.Row.RequestId && n.PersonId != happened.Row.ActorId && (since == null || n.At >= since))
        .Select(n => n.PersonId)
        .Distinct()
        .ToListAsync(ct);

    private async Task<IReadOnlyCollection<Guid>> InVainAsync(Happened happened, CancellationToken ct) =>
        happened.Request is { } request ? [.. (await AskedAsync(happened, ct)).Except(await VotersAsync(request, ct))] : [];

    private Task<List<Guid>> VotersAsync(RequestRow request, CancellationToken ct) =>
        db.Decisions.Where(d => d.RequestId == request.Id).Select(d => d.ApproverId).ToListAsync(ct);

    private static Guid[] Named(Happened happened) => [.. happened.Facts.GetValueOrDefault("told", "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    private bool Waits(Happened happened) => happened.Request is { State: RequestState.AwaitingApproval } request && request.LapsesAt > now;

    /// <summary>Records count stages from 1.</summary>
    private static long StageOf(Happened happened) => (happened.Facts.Number("stage") ?? 1) - 1;
}
