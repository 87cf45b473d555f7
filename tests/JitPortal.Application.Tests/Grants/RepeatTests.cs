using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>I-09: jobs run twice, at once on two nodes, in the wrong order, and with their answers lost.</summary>
public sealed class RepeatTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Jobs_ManyTimesAtOnceOnTwoNodes_OneEffectEach(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var first = await TestPortal.CreateAsync(database);
        await using var second = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(first, oracle.Port);
        var random = new Random(7);
        var requests = new[]
        {
            await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour)), await Scene.Must(scene.AskAsync(scene.Jon, scene.Automatic, Hour)),
            await Scene.Must(scene.AskAsync(scene.Bo, scene.Automatic, Hour)),
        };

        await StormAsync(first, second, scene, random);
        var grants = await Task.WhenAll(requests.Select(scene.GrantOfAsync));
        grants.ShouldAllBe(g => g.State == GrantState.Active);
        oracle.Effects.Where(e => e.What == "open").Select(e => e.Principal).ShouldBe(grants.Select(g => g.Principal), ignoreOrder: true);

        await Scene.Must(second.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(grants[0].Id), CancellationToken.None));
        await StormAsync(first, second, scene, random);
        (await scene.GrantAsync(grants[0].Id)).State.ShouldBe(GrantState.Ended);
        oracle.Present.ShouldBe([grants[1].Principal, grants[2].Principal], ignoreOrder: true);

        await Rows.EndNowAsync(first);
        await StormAsync(first, second, scene, random);
        (await Rows.CountAsync(first, g => g.State == GrantState.Ended && g.Evidence == EvidenceKind.Observed)).ShouldBe(3);
        oracle.Present.ShouldBeEmpty();
        oracle.Effects.Count(e => e.What == "close").ShouldBe(3);
        (await first.Get<VerifyAudit>().RunAsync(CancellationToken.None)).Problem.ShouldBeNull();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Answers_CutAfterTheEffect_AreReadFromTheTarget(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, Hour));

        oracle.Misbehave(OracleFault.CutReply, 1);
        await scene.OpenDueAsync();
        var unknown = await scene.GrantOfAsync(request);
        unknown.State.ShouldBe(GrantState.Provisioning, "nobody knows yet what came of it");
        oracle.Present.ShouldBe([unknown.Principal]);
        await Rows.TryNowAsync(portal);
        await scene.OpenDueAsync();
        (await scene.GrantAsync(unknown.Id)).State.ShouldBe(GrantState.Active);
        oracle.Effects.Select(e => e.Principal).Distinct().ShouldBe([unknown.Principal]);
        oracle.Present.Count.ShouldBe(1);

        await Rows.EndNowAsync(portal);
        oracle.Misbehave(OracleFault.CutReply, 1);
        await scene.RevokeDueAsync();
        var doubtful = await scene.GrantAsync(unknown.Id);
        doubtful.State.ShouldBe(GrantState.Revoking, "without an answer there is no evidence");
        doubtful.Evidence.ShouldBe(EvidenceKind.None);
        await Rows.TryNowAsync(portal);
        await scene.RevokeDueAsync();
        (await scene.GrantAsync(unknown.Id)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Ended), g => g.Evidence.ShouldBe(EvidenceKind.Observed));
        oracle.Present.ShouldBeEmpty();
    }

    /// <summary>Every job two to five times, in a random order, on both nodes at once.</summary>
    private static Task StormAsync(TestPortal first, TestPortal second, Scene scene, Random random)
    {
        var target = scene.Target.Value;
        var jobs = new List<Func<Task>>();
        foreach (var node in new[] { first, second })
        {
            jobs.AddRange(Enumerable.Repeat<Func<Task>>(() => node.Get<OpenDueJob>().RunAsync(target, CancellationToken.None), random.Next(2, 6)));
            jobs.AddRange(Enumerable.Repeat<Func<Task>>(() => node.Get<RevokeDueJob>().RunAsync(target, CancellationToken.None), random.Next(2, 6)));
        }
        var shuffled = jobs.ToArray();
        random.Shuffle(shuffled);
        return Task.WhenAll(shuffled.Select(job => Task.Run(job)));
    }
}
