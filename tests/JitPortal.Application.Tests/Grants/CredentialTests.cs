using System.Security.Cryptography;
using System.Text;
using JitPortal.Application.Grants;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>A secret is shown once, replaced at most five times, and gone from the portal when the grant is.</summary>
public sealed class CredentialTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Rotation_UpToFiveTimes_EachKillsTheOneBefore(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        await portal.StartLoopAsync();
        await scene.UntilAsync(grant.Id, GrantState.Active);
        var verifiers = new List<string?> { oracle.VerifierOf(grant.Principal) };

        for (var i = 0; i < RotateCredential.Most; i++)
        {
            await TakenAsync(portal, scene, grant.Id);
            verifiers.Add(oracle.VerifierOf(grant.Principal));
            VerifierOf((await Scene.Must(RevealAsync(portal, scene, grant.Id))).Secret).ShouldBe(verifiers[^1], "what is shown is what the target takes");
        }

        verifiers.Distinct().Count().ShouldBe(RotateCredential.Most + 1);
        (await RotateAsync(portal, scene, grant.Id)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        oracle.VerifierOf(grant.Principal).ShouldBe(verifiers[^1]);
        (await scene.GrantAsync(grant.Id)).EndsAt.ShouldBe(grant.EndsAt, "a new secret is no longer access");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Reveal_ASecondTimeAndByManyAtOnce_OnlyOneSeesIt(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        (await RevealAsync(portal, scene, grant.Id, scene.Jon)).Refusal.ShouldBeOfType<Refusal.NotFound>();

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RevealAsync(portal, scene, grant.Id))));

        all.Count(r => r.Succeeded).ShouldBe(1);
        VerifierOf(all.Single(r => r.Succeeded).Value.Secret).ShouldBe(oracle.VerifierOf(grant.Principal));
        all.Where(r => !r.Succeeded).ShouldAllBe(r => r.Refusal is Refusal.Conflict);
        (await RevealAsync(portal, scene, grant.Id)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await SecretsAsync(portal, grant.Id)).ShouldBe(0);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, false)]
    [InlineData(DatabaseKind.Sqlite, true)]
    [InlineData(DatabaseKind.PostgreSql, false)]
    [InlineData(DatabaseKind.PostgreSql, true)]
    public async Task Secret_NeverRevealed_IsDeletedWhenTheGrantLeavesActive(DatabaseKind kind, bool expires)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        (await SecretsAsync(portal, grant.Id)).ShouldBe(1);

        if (expires)
            await Rows.EndNowAsync(portal);
        else
            await Scene.Must(portal.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(grant.Id), CancellationToken.None));
        oracle.Misbehave(OracleFault.Reset);   // gone already while the target still has to be convinced
        await scene.RevokeDueAsync();

        (await scene.GrantAsync(grant.Id)).State.ShouldBe(GrantState.Revoking);
        (await SecretsAsync(portal, grant.Id)).ShouldBe(0);
        (await RevealAsync(portal, scene, grant.Id)).Refusal.ShouldBeOfType<Refusal.Conflict>();
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Rotation_RevokedWhileItIsUnderWay_LeavesNeitherAccessNorSecret(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        oracle.Misbehave(OracleFault.Hold, 1);
        await portal.StartLoopAsync();
        var rotating = RotateAsync(portal, scene, grant.Id);
        await Eventually.TrueAsync(() => oracle.Held == 1, "the new secret is on its way");

        await Scene.Must(portal.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(grant.Id), CancellationToken.None));
        oracle.LetGo();

        (await rotating).Value.WhyNot.ShouldBeOfType<Refusal.Conflict>().Message.ShouldContain("ended before");
        await scene.UntilAsync(grant.Id, GrantState.Ended);
        oracle.Present.ShouldBeEmpty();
        (await SecretsAsync(portal, grant.Id)).ShouldBe(0);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Rotation_TheTargetRefuses_SaysSoAndLeavesTheOldSecret(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        oracle.Misbehave(OracleFault.Reject, 1);
        await portal.StartLoopAsync();

        (await RotateAsync(portal, scene, grant.Id)).Value.WhyNot.ShouldBeOfType<Refusal.Conflict>().Message.ShouldContain("The oracle will not.");

        VerifierOf((await Scene.Must(RevealAsync(portal, scene, grant.Id))).Secret).ShouldBe(oracle.VerifierOf(grant.Principal));
        await TakenAsync(portal, scene, grant.Id);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Rotation_TheCallerHangsUp_IsToldAsPlannedAllTheSame(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        oracle.Misbehave(OracleFault.Hold, 1);
        await portal.StartLoopAsync();
        using var caller = new CancellationTokenSource();

        var rotating = portal.Get<RotateCredential>().RunAsync(scene.Mira, new GrantId(grant.Id), caller.Token);
        await Eventually.TrueAsync(() => oracle.Held == 1, "the new secret is on its way");
        await caller.CancelAsync();
        oracle.LetGo();

        (await rotating).Value.WhyNot.ShouldBeNull("it is recorded, so whoever repeats the call must not make another");
        (await scene.GrantAsync(grant.Id)).Rotations.ShouldBe(1);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Rotation_ATargetThatCannotBeUsed_IsRefusedWithTheReason(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var oracle = new OracleServer();
        await using var portal = await TestPortal.CreateAsync(database);
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        await using (var db = portal.Databases.Create())
            await db.Targets.Where(t => t.Id == scene.Target.Value).ExecuteUpdateAsync(s => s.SetProperty(t => t.Settings, "{{{"));
        await using var restarted = await TestPortal.CreateAsync(database);

        (await RotateAsync(restarted, scene, grant.Id)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldStartWith("The target cannot be used:");
    }

    /// <summary>A route that asks for a second factor asks for it again before it hands out what it gave; nothing is spent on a session without one.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Secret_SessionBelowWhatTheRouteAskedFor_IsAskedToSignInAgain(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        foreach (var what in new[] { scene.Automatic, scene.Asks })
            await world.RequireAsync(new Effect.Require(Assurance: AssuranceLevel.MultiFactor), new Condition.Always(), what);
        var sure = scene.Mira with { Assurance = new Assurance(AssuranceLevel.MultiFactor, TimeProvider.System.GetUtcNow(), AssuranceLevel.MultiFactor) };
        var unsure = sure with { Assurance = Assurance.Lowest };
        await Scene.Must(scene.AskAsync(sure, scene.Automatic, Hour));
        await Scene.Must(scene.ApproveAsync(scene.Bo, await Scene.Must(scene.AskAsync(sure, scene.Asks, Hour))));
        await scene.OpenDueAsync();
        foreach (var grant in await world.GrantsAsync())
        {
            (await RevealAsync(world.Portal, scene, grant.Id, unsure)).Refusal.ShouldBeOfType<Refusal.NeedsStepUp>().Level.ShouldBe(AssuranceLevel.MultiFactor);
            (await world.Get<RotateCredential>().RunAsync(unsure, new GrantId(grant.Id), CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.NeedsStepUp>();

            await Scene.Must(RevealAsync(world.Portal, scene, grant.Id, sure));
            (await scene.GrantAsync(grant.Id)).Rotations.ShouldBe(0);
        }
    }

    /// <summary>Nobody asks at filing; what the policies ask for by the opening, or by the extension, holds for the secret.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite, true)]
    [InlineData(DatabaseKind.PostgreSql, true)]
    [InlineData(DatabaseKind.Sqlite, false)]
    [InlineData(DatabaseKind.PostgreSql, false)]
    public async Task Secret_RouteAsksForMoreSinceApproval_SessionBelowItIsAskedToSignInAgain(DatabaseKind kind, bool extension)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var sure = scene.Mira with { Assurance = new Assurance(AssuranceLevel.MultiFactor, TimeProvider.System.GetUtcNow(), AssuranceLevel.MultiFactor) };
        var id = await Scene.Must(scene.AskAsync(sure, scene.Automatic, Hour));
        if (extension)
        {
            await scene.OpenDueAsync();
            await Scene.Must(world.Get<ExtendGrant>().RunAsync(sure, new ExtensionForm(new GrantId((await scene.GrantOfAsync(id)).Id), Hour / 2, "Not finished yet"), CancellationToken.None));
        }
        await world.RequireAsync(new Effect.Require(Assurance: AssuranceLevel.MultiFactor), new Condition.Always());

        await scene.OpenDueAsync();

        var grant = await scene.GrantOfAsync(id);
        (await RevealAsync(world.Portal, scene, grant.Id, sure with { Assurance = Assurance.Lowest })).Refusal.ShouldBeOfType<Refusal.NeedsStepUp>().Level.ShouldBe(AssuranceLevel.MultiFactor);
        await Scene.Must(RevealAsync(world.Portal, scene, grant.Id, sure));
    }

    private static async Task TakenAsync(TestPortal portal, Scene scene, Guid grant) => (await Scene.Must(RotateAsync(portal, scene, grant))).WhyNot.ShouldBeNull();

    private static Task<Outcome<Rotation>> RotateAsync(TestPortal portal, Scene scene, Guid grant) =>
        portal.Get<RotateCredential>().RunAsync(scene.Mira, new GrantId(grant), CancellationToken.None);

    private static Task<Outcome<RevealedCredential>> RevealAsync(TestPortal portal, Scene scene, Guid grant, Actor? who = null) =>
        portal.Get<RevealCredential>().RunAsync(who ?? scene.Mira, new GrantId(grant), CancellationToken.None);

    private static string VerifierOf(string secret) => "verifier-of-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static async Task<int> SecretsAsync(TestPortal portal, Guid grant)
    {
        await using var db = portal.Databases.Create();
        return await db.Secrets.CountAsync(s => s.OwnerId == grant);
    }
}
