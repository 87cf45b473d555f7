using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.CrashHost;
using JitPortal.Domain.Grants;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Crash;

/// <summary>I-10: a whole node stands still between its intent and its effect, and wakes when all is over.</summary>
public sealed class PausedNodeTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Node_PausedBeforeItsOpenAndWokenAfterTheRevocation_LeavesNothing(DatabaseKind kind)
    {
        await using var run = await CrashRun.PrepareAsync(kind);
        using var node = run.Start(Scenario.OpenOnly, [], new() { ["JIT_PAUSE_AT"] = "open.after-intent" });
        await Eventually.TrueAsync(() => IsStopped(node.Id), "the node stands still", TimeSpan.FromSeconds(60));

        await using var portal = await run.RestartAsync();
        var scene = await Scene.AttachAsync(portal);
        await using var db = portal.Databases.Create();
        var grant = db.Grants.Single();
        grant.State.ShouldBe(GrantState.Provisioning);
        await Scene.Must(portal.Get<GiveBackGrant>().RunAsync(scene.Jon, new GrantId(grant.Id), CancellationToken.None));
        await portal.StartLoopAsync();
        (await scene.UntilAsync(grant.Id, GrantState.Ended)).Evidence.ShouldBe(EvidenceKind.Observed);

        await Shell.SignalAsync("CONT", [node.Id]);
        await Eventually.TrueAsync(() => node.HasExited, "the node finds that all is over", TimeSpan.FromSeconds(60));

        // The woken node goes on where it stood and sends its open; the target looks at the latest moment it carries, and refuses it.
        run.Oracle.Effects.Select(e => (e.What, e.Grant)).ShouldBe([("close", new GrantId(grant.Id).ToString()), ("too-late", new GrantId(grant.Id).ToString())]);
        run.Oracle.Present.ShouldBeEmpty();
        (await scene.GrantAsync(grant.Id)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Ended), g => g.EndReason.ShouldBe(EndReason.GivenBack));
        (await portal.Get<VerifyAudit>().RunAsync(CancellationToken.None)).Problem.ShouldBeNull();
    }

    // 4711 (dotnet) T 4700 ...
    private static bool IsStopped(int process) =>
        File.ReadAllText($"/proc/{process}/stat") is var text && text[text.LastIndexOf(')') + 2] == 'T';
}
