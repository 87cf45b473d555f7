using JitPortal.Application.Approvals;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Approvals;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Requests;

/// <summary>Exactly one terminal decision per request and at most one grant, whoever comes at once on however many nodes (I-21).</summary>
public sealed class TerminalDecisionRaces
{
    private const int Rounds = 200;

    private static readonly DecisionForm Approve = new(true, null, null, DecisionChannel.Web);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ParallelApproveApproveWithdrawLapse_EachRound_HasOneWinnerWhoIsNamed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var node = await world.NodeAsync();
        var ahead = World.StoppedClock();
        var late = await world.NodeAsync(ahead);
        ahead.Advance(TimeSpan.FromHours(5));   // for this node every request of the round has lapsed
        var requests = await FileAsync(world, Rounds);
        var (bo, ann) = (world.Get<DecideRequest>(), node.Get<DecideRequest>());
        var (withdraw, lapse) = (node.Get<WithdrawRequest>(), late.Get<LapseRequests>());
        foreach (var id in requests)
        {
            await LapsesAtAsync(world, id, ahead.GetUtcNow().ToMilliseconds() - TimeSpan.FromHours(1));
            var answers = await World.AtOnceAsync<Outcome<Done>>(
                () => bo.RunAsync(scene.Bo, id, Approve, CancellationToken.None),
                () => ann.RunAsync(scene.Ann, id, Approve, CancellationToken.None),
                () => withdraw.RunAsync(scene.Mira, id, CancellationToken.None),
                async () =>
                {
                    await lapse.RunAsync(CancellationToken.None);
                    return default(Done);
                });
            await JudgeAsync(world, id, answers);
        }
        await CountAsync(world, requests);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ParallelApproveDeny_EachRound_HasOneWinnerWhoIsNamed(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var node = await world.NodeAsync();
        var requests = await FileAsync(world, 50);
        foreach (var id in requests)
        {
            var answers = await World.AtOnceAsync<Outcome<Done>>(
                () => world.Get<DecideRequest>().RunAsync(scene.Bo, id, Approve, CancellationToken.None),
                () => node.Get<DecideRequest>().RunAsync(scene.Ann, id, new DecisionForm(false, null, "Not needed", DecisionChannel.Web), CancellationToken.None));
            var loser = answers.Where(a => !a.Succeeded).ShouldHaveSingleItem();
            loser.Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldStartWith(answers[0].Succeeded ? "Bo Berg approved it" : "Ann Lowe denied it");
            (await world.RequestAsync(id.Value)).State.ShouldBe(answers[0].Succeeded ? RequestState.Approved : RequestState.Denied);
        }
        await CountAsync(world, requests);
    }

    /// <summary>One is filed as people do; the others are copies of it, so that the rounds spend their time racing.</summary>
    private static async Task<IReadOnlyList<RequestId>> FileAsync(World world, int count)
    {
        var first = await Scene.Must(world.Scene.AskAsync(world.Scene.Mira, world.Scene.Asks, TimeSpan.FromHours(1)));
        var requests = (await RequestCopies.AddAsync(world.Portal, first, count - 1)).Prepend(first).ToList();
        await using var db = world.Db();
        var later = (await world.RequestAsync(first.Value)).FiledAt.AddDays(2);
        await db.Requests.ExecuteUpdateAsync(s => s.SetProperty(r => r.LapsesAt, later));
        return requests;
    }

    /// <summary>Still to come for two of the nodes, and past for the third.</summary>
    private static async Task LapsesAtAsync(World world, RequestId id, DateTimeOffset at)
    {
        await using var db = world.Db();
        await db.Requests.Where(r => r.Id == id.Value).ExecuteUpdateAsync(s => s.SetProperty(r => r.LapsesAt, at));
    }

    private static async Task JudgeAsync(World world, RequestId id, IReadOnlyList<Outcome<Done>> answers)
    {
        var state = (await world.RequestAsync(id.Value)).State;
        var (winner, first) = (answers[0].Succeeded, answers[1].Succeeded, answers[2].Succeeded) switch
        {
            (true, false, false) => (RequestState.Approved, "Bo Berg approved it"),
            (false, true, false) => (RequestState.Approved, "Ann Lowe approved it"),
            (false, false, true) => (RequestState.Withdrawn, "withdrawn it"),
            (false, false, false) => (RequestState.Lapsed, "It has lapsed"),
            var several => throw new ShouldAssertException($"More than one was told that they decided: {several}"),
        };
        state.ShouldBe(winner);
        foreach (var loser in answers.Take(3).Where(a => !a.Succeeded))
            loser.Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldContain(first);
    }

    private static async Task CountAsync(World world, IReadOnlyList<RequestId> requests)
    {
        string[] terminal = [AuditTypes.RequestApproved, AuditTypes.RequestDenied, AuditTypes.RequestWithdrawn, AuditTypes.RequestLapsed];
        var decided = (await world.AuditAsync()).Where(a => terminal.Contains(a.Type)).ToLookup(a => a.RequestId!.Value, a => a.Type);
        var grants = (await world.GrantsAsync()).ToLookup(g => g.RequestId);
        foreach (var id in requests)
        {
            var approved = decided[id.Value].ShouldHaveSingleItem() == AuditTypes.RequestApproved;
            grants[id.Value].Count().ShouldBe(approved ? 1 : 0);
        }
        (await world.Get<Application.Audit.VerifyAudit>().RunAsync(CancellationToken.None)).Problem.ShouldBeNull();
    }
}
