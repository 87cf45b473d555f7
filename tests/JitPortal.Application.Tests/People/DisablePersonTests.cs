using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.People;

public sealed class DisablePersonTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Disable_WithOpenGrants_EndsAllOfThemOnTheTarget(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var active = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, Hour);
        var others = await scene.ActiveGrantAsync(scene.Jon, scene.Automatic, Hour);
        var scheduled = await scene.GrantOfAsync(await Scene.Must(scene.AskAsync(scene.Mira, scene.OnOwnAccount, Hour)));

        await Scene.Must(world.Get<DisablePerson>().RunAsync(scene.Tove, scene.Mira.Id, CancellationToken.None));
        (await scene.GrantAsync(active.Id)).State.ShouldBe(GrantState.Revoking);
        await scene.OpenDueAsync();
        await scene.RevokeDueAsync();

        (await scene.GrantAsync(active.Id)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Ended), g => g.EndReason.ShouldBe(EndReason.SubjectLeft), g => g.Evidence.ShouldBe(EvidenceKind.Observed));
        (await scene.GrantAsync(scheduled.Id)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Ended), g => g.Evidence.ShouldBe(EvidenceKind.NeverOpened));
        (await scene.GrantAsync(others.Id)).State.ShouldBe(GrantState.Active);
        world.Oracle.Present.ShouldBe([others.Principal]);
        world.Oracle.Effects.ShouldNotContain(e => e.Principal == scheduled.Principal);
    }

    /// <summary>Nobody answers for what a workload does whose owner has left.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Disable_OwnerOfAWorkload_EndsWhatItHoldsAndItGetsNoMoreUntilItHasAnother(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, recognise) = (world.Scene, world.Get<RecognisePerson>());
        var signIn = new SignIn("https://issuer.test", "ci", "ci", null, PortalRole.None, ["engineering"], IsWorkload: true, OwnerSubject: "jon");
        var ci = await Scene.Must(recognise.RunAsync(signIn, CancellationToken.None));
        var held = await scene.ActiveGrantAsync(ci, scene.Automatic, Hour);
        var late = await Scene.Must(recognise.RunAsync(signIn with { Subject = "late", OwnerSubject = "bo" }, CancellationToken.None));
        var (waiting, approved) = (await Scene.Must(scene.AskAsync(ci, scene.Asks, Hour)), await Scene.Must(scene.AskAsync(late, scene.Automatic, Hour)));
        (await Scene.Must(world.Get<ReadPerson>().RunAsync(scene.Tove, scene.Jon.Id, CancellationToken.None))).HeldByWorkloads.ShouldBe(1);

        await Scene.Must(world.Get<DisablePerson>().RunAsync(scene.Tove, scene.Jon.Id, CancellationToken.None));
        (await scene.AskAsync(ci, scene.Automatic, Hour)).Refusal.ShouldBeOfType<Refusal.Forbidden>().Message.ShouldStartWith("The person who owns this workload is disabled in the portal");
        await Scene.Must(scene.ApproveAsync(scene.Bo, waiting));
        await Scene.Must(recognise.RunAsync(signIn with { Subject = "late" }, CancellationToken.None));
        await scene.OpenDueAsync();
        await scene.RevokeDueAsync();

        (await scene.GrantAsync(held.Id)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Ended), g => g.EndReason.ShouldBe(EndReason.SubjectLeft));
        (await world.RequestAsync(waiting.Value)).State.ShouldBe(RequestState.Denied);
        (await scene.GrantOfAsync(approved)).ShouldSatisfyAllConditions(g => g.EndReason.ShouldBe(EndReason.Cancelled), g => g.LastError.ShouldBe("The person who owns this workload is disabled."));
        world.Oracle.Present.ShouldBeEmpty();
        await Scene.Must(recognise.RunAsync(signIn with { OwnerSubject = "bo" }, CancellationToken.None));
        (await scene.AskAsync(ci, scene.Automatic, Hour)).Succeeded.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Disable_SelfOrTwiceOrByOthers_IsRefusedAndChangesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, disable) = (world.Scene, world.Get<DisablePerson>());
        await Scene.Must(disable.RunAsync(scene.Tove, scene.Jon.Id, CancellationToken.None));
        var before = await world.StateAsync();

        (await disable.RunAsync(scene.Tove, scene.Jon.Id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await disable.RunAsync(scene.Tove, scene.Tove.Id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        (await disable.RunAsync(scene.Bo, scene.Mira.Id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Forbidden>();

        (await world.StateAsync()).ShouldBe(before);
    }

    /// <summary>Committed between the first look at their grants and the epoch. On SQLite there is one writer at a time.</summary>
    [Fact]
    public async Task Disable_AGrantIsMadeAtThatMoment_EndsItToo()
    {
        await using var world = await World.CreateAsync(DatabaseKind.PostgreSql);
        var scene = world.Scene;
        var made = await scene.ActiveGrantAsync(scene.Jon, scene.Automatic, Hour);
        await using var db = world.Db();
        await using var filing = await db.Database.BeginTransactionAsync();
        await db.Grants.Where(g => g.Id == made.Id).ExecuteUpdateAsync(s => s.SetProperty(g => g.PersonId, scene.Mira.Id.Value));
        await db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.LastRequestNumber, i => i.LastRequestNumber + 1));

        var disabling = world.Get<DisablePerson>().RunAsync(scene.Tove, scene.Mira.Id, CancellationToken.None);
        await Eventually.TrueAsync(world.SomebodyWaitsForALockAsync, "it has looked, and waits for whoever files");
        await filing.CommitAsync();
        await Scene.Must(disabling);

        (await scene.GrantAsync(made.Id)).ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Revoking), g => g.EndReason.ShouldBe(EndReason.SubjectLeft));
    }

    /// <summary>Disabling and locking must not lose to grants that move at the same moment, whatever rows they hold.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ParallelDisableLockAndOpen_EachRound_DisableAndLockSucceedAndNothingStaysOpen(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var (node, third) = (await world.NodeAsync(), await world.NodeAsync());
        for (var round = 0; round < 25; round++)
        {
            var leaver = await Scene.SignInAsync(world.Portal, $"leaver-{round}", $"Leaver {round}", scene.Mira.Roles, "engineering");
            var locked = await Scene.SignInAsync(world.Portal, $"locked-{round}", $"Locked {round}", scene.Mira.Roles, "engineering");
            await Scene.Must(scene.AskAsync(leaver, scene.Automatic, Hour));
            await Scene.Must(scene.AskAsync(locked, scene.Automatic, Hour));

            var answers = await World.AtOnceAsync<Outcome<Done>>(
                () => node.Get<DisablePerson>().RunAsync(scene.Tove, leaver.Id, CancellationToken.None),
                async () =>
                {
                    _ = await Scene.Must(third.Get<PlaceLock>().RunAsync(scene.Tove, LockScope.Of(locked.Id), "Test", CancellationToken.None));
                    return default(Done);
                },
                async () =>
                {
                    await scene.OpenDueAsync();
                    return default(Outcome<Done>);
                });

            answers.Take(2).ShouldAllBe(a => a.Succeeded, $"round {round}");
            await scene.OpenDueAsync();
            await scene.RevokeDueAsync();
        }
        (await world.GrantsAsync()).Where(g => g.State != GrantState.Ended).ShouldBeEmpty();
        world.Oracle.Present.ShouldBeEmpty();
        (await world.AuditAsync()).Count(a => a.Type is AuditTypes.PersonDisabled or AuditTypes.LockPlaced).ShouldBe(50);
    }
}
