using System.Collections.Concurrent;
using System.Text.Json;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;
using Shouldly;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>Looks at rows and audit of a batch when all is still, and never at what a use case said of itself.</summary>
/// <param name="loses">The approver who loses the right in every batch.</param>
/// <param name="stopped">The approver who is locked in every batch.</param>
internal sealed class RaceJudge(World world, PersonId loses, PersonId stopped)
{
    private static readonly string[] Terminal =
        [AuditTypes.RequestApproved, AuditTypes.RequestDenied, AuditTypes.RequestRefused, AuditTypes.RequestWithdrawn, AuditTypes.RequestLapsed];

    private readonly ConcurrentDictionary<RequestId, int> answers = new();
    private TaskCompletionSource halfWay = new();
    private long from;
    private int answered;

    public int Approved { get; private set; }

    public async Task BeginAsync()
    {
        await using var db = world.Db();
        from = await db.AuditHead.Select(h => h.Sequence).SingleAsync();
        answers.Clear();
        (answered, halfWay) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    /// <summary>When some of the batch's votes are cast and most are not.</summary>
    public Task HalfWayAsync() => halfWay.Task;

    /// <summary>Whoever waits for the middle must not wait for ever when the votes come to a bad end before it.</summary>
    public void NoMoreAnswers() => halfWay.TrySetResult();

    public void Answered(RequestId id, Outcome<Done> answer)
    {
        if (answer.Succeeded)
            answers.AddOrUpdate(id, 1, (_, count) => count + 1);
        if (Interlocked.Increment(ref answered) == 40)
            halfWay.TrySetResult();
    }

    /// <param name="ofTwo">Those that need two people; the others need one.</param>
    /// <param name="locked">The requester whose access was locked meanwhile.</param>
    public async Task EndAsync(IReadOnlyList<RequestId> all, IReadOnlySet<RequestId> ofTwo, PersonId locked)
    {
        await using var db = world.Db();
        var ids = all.Select(id => id.Value).ToList();
        var requests = await db.Requests.AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync();
        var votes = (await db.Decisions.AsNoTracking().Where(d => ids.Contains(d.RequestId)).ToListAsync()).ToLookup(d => d.RequestId);
        var grants = (await db.Grants.AsNoTracking().Where(g => ids.Contains(g.RequestId)).ToListAsync()).ToLookup(g => g.RequestId);
        var audit = await db.Audit.AsNoTracking().Where(a => a.Sequence > from).ToListAsync();
        var terminal = audit.Where(a => Terminal.Contains(a.Type)).ToLookup(a => a.RequestId!.Value);
        var cast = audit.Where(a => a.Type == AuditTypes.VoteCast).ToLookup(a => a.RequestId!.Value, a => a.Sequence);
        var roleLost = audit.Single(a => a.Type == AuditTypes.PersonChanged).Sequence;
        var locks = audit.Where(a => a.Type == AuditTypes.LockPlaced).ToDictionary(WhomOf, a => a.Sequence);
        VotesOf(stopped).ShouldAllBe(a => a.Sequence < locks[stopped.Value], "whoever is locked decides nothing");
        VotesOf(loses).ShouldAllBe(a => a.Sequence < roleLost, "whoever lost the role decides nothing");
        foreach (var request in requests)
        {
            var quorum = ofTwo.Contains(new RequestId(request.Id)) ? 2 : 1;
            var one = new Case(request, quorum, [.. votes[request.Id]], [.. grants[request.Id]], [.. terminal[request.Id]], [.. cast[request.Id]]);
            Judge(one, roleLost, locks[stopped.Value]);
            if (request.RequesterId == locked.Value)
                JudgeLocked(one, locks[locked.Value]);
        }
        Approved += requests.Count(r => r.State == RequestState.Approved);

        IEnumerable<AuditRow> VotesOf(PersonId person) => audit.Where(a => a.Type == AuditTypes.VoteCast && a.ActorId == person.Value);
    }

    private void Judge(Case one, long roleLost, long approverStopped)
    {
        var (request, quorum, votes, grants, terminal, cast) = one;
        var approved = request.State == RequestState.Approved;
        terminal.Length.ShouldBe(request.State == RequestState.AwaitingApproval ? 0 : 1, $"{request.Number} is {request.State}: one terminal decision, or none while it waits");
        grants.Length.ShouldBe(approved ? 1 : 0, $"{request.Number} is {request.State}: a grant if, and only if, it is approved");
        cast.Length.ShouldBe(votes.Length, $"{request.Number}: every vote is in the log");
        if (cast.Length > 0 && terminal.Length > 0)
            cast.Max().ShouldBeLessThan(terminal[0].Sequence, $"{request.Number} is {request.State}: nobody votes on what is decided");
        votes.ShouldAllBe(v => v.ApproverId != request.RequesterId && v.SeatId != request.RequesterId, "nobody decides for themselves, in no seat");
        votes.SelectMany(v => new[] { v.ApproverId, v.SeatId }.Distinct()).ShouldBeUnique("a person or seat counts once");
        answers.GetValueOrDefault(new RequestId(request.Id)).ShouldBe(votes.Length, "whoever was told that they decided is in the rows, and nobody else");
        if (approved)
        {
            var had = votes.Count(v => (v.ApproverId != loses.Value || terminal[0].Sequence < roleLost) && (v.ApproverId != stopped.Value || terminal[0].Sequence < approverStopped));
            had.ShouldBeGreaterThanOrEqualTo(quorum, $"{request.Number} was approved by people who could still decide");
        }
        else if (request.State == RequestState.AwaitingApproval)
        {
            votes.Count(v => v.ApproverId != loses.Value && v.ApproverId != stopped.Value).ShouldBeLessThan(quorum, $"{request.Number} has its quorum and waits");
        }
    }

    private static Guid WhomOf(AuditRow happened)
    {
        using var leaf = JsonDocument.Parse(happened.Leaf);
        return Guid.Parse(leaf.RootElement.GetProperty("person").GetString()!);
    }

    /// <summary>What was granted before the lock has begun to end; after it nothing is granted.</summary>
    private static void JudgeLocked(Case one, long lockPlaced)
    {
        if (one.Request.State == RequestState.Approved)
            one.Terminal[0].Sequence.ShouldBeLessThan(lockPlaced, $"{one.Request.Number} was approved while its requester was locked");
        one.Grants.ShouldAllBe(g => g.State == GrantState.Ended && g.EndReason == EndReason.Locked);
    }

    private sealed record Case(RequestRow Request, int Quorum, DecisionRow[] Votes, GrantRow[] Grants, AuditRow[] Terminal, long[] Cast);
}
