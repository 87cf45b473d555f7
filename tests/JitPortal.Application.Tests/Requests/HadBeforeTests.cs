using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Requests;

/// <summary>The cap on the sum holds by whatever way it is chained (I-27): 2 h are automatic, and no way of asking makes more of them.</summary>
public sealed class HadBeforeTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ask_AgainAfterGivingBack_CountsWhatWasHad(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        await HoldAsync(world, time, 90 * Minute);

        var preview = await Scene.Must(world.Get<PreviewRequest>().RunAsync(scene.Mira, new RequestForm(scene.Automatic, 60 * Minute, "More to do"), None));
        preview.Kind.ShouldBe(Application.Catalog.OutlookKind.Refused);
        preview.Reasons.Where(reason => reason.Holds == false).Select(reason => reason.Clause).ShouldBe(["only when asking for at most 2 h, the 1 h 30 min had just before counted in"]);
        preview.Alternatives.ShouldHaveSingleItem().ShouldContain("30 min");
        (await StateAsync(world, scene.Automatic, 60 * Minute)).ShouldBe(RequestState.Denied);
        (await StateAsync(world, scene.Automatic, 30 * Minute)).ShouldBe(RequestState.Approved);
        (await world.GrantsAsync()).Max(g => g.Duration).ShouldBe(90 * Minute);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ask_AfterManyShortOnes_CountsThemAll(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        for (var i = 0; i < 4; i++)
        {
            await HoldAsync(world, time, 29 * Minute);
            time.Advance(7 * 60 * Minute);
            await Scene.SignInAsync(world.Portal, "mira", "Mira Kovač", PortalRole.Requester, "engineering");
        }

        (await StateAsync(world, world.Scene.Automatic, 5 * Minute)).ShouldBe(RequestState.Denied, "1 h 56 min of 2 h are used");
        (await StateAsync(world, world.Scene.Automatic, 4 * Minute)).ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ask_AfterMoreThanOneReadingHolds_CountsThemAll(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        for (var i = 0; i < 19; i++)
            await HoldAsync(world, time, 6 * Minute);

        (await StateAsync(world, world.Scene.Automatic, 7 * Minute)).ShouldBe(RequestState.Denied, "1 h 54 min of 2 h are used");
        (await StateAsync(world, world.Scene.Automatic, 6 * Minute)).ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ask_AfterAPauseOfEightHours_CountsFromNothing(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        await HoldAsync(world, time, 120 * Minute);

        time.Advance((8 * 60 * Minute) - Minute);
        (await StateAsync(world, world.Scene.Automatic, 15 * Minute)).ShouldBe(RequestState.Denied);
        time.Advance(Minute);
        (await StateAsync(world, world.Scene.Automatic, 120 * Minute)).ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Extend_WhatWasAskedForAgain_CountsWhatWasHadBeforeIt(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        await HoldAsync(world, time, 60 * Minute);
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, 30 * Minute);

        var tooLong = await Scene.Must(world.Get<ExtendGrant>().RunAsync(scene.Mira, new ExtensionForm(new GrantId(grant.Id), 31 * Minute, "More to do"), None));
        (await world.RequestAsync(tooLong.Value)).State.ShouldBe(RequestState.Denied);
        var rest = await Scene.Must(world.Get<ExtendGrant>().RunAsync(scene.Mira, new ExtensionForm(new GrantId(grant.Id), 30 * Minute, "More to do"), None));
        (await world.RequestAsync(rest.Value)).State.ShouldBe(RequestState.Approved);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ask_SomethingElseOrSomebodyElse_CountsNothing(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var scene = world.Scene;
        await HoldAsync(world, time, 120 * Minute);

        (await StateAsync(world, scene.Asks, 8 * 60 * Minute)).ShouldBe(RequestState.AwaitingApproval);
        (await world.RequestAsync((await Scene.Must(scene.AskAsync(scene.Jon, scene.Automatic, 120 * Minute))).Value)).State.ShouldBe(RequestState.Approved);
    }

    /// <summary>Mira has the automatic one for so long and gives it back.</summary>
    private static async Task HoldAsync(World world, FakeTimeProvider time, TimeSpan howLong)
    {
        var scene = world.Scene;
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, howLong);
        time.Advance(howLong);
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(grant.Id), None));
        await scene.RevokeDueAsync();
        (await scene.GrantAsync(grant.Id)).State.ShouldBe(GrantState.Ended);
    }

    private static async Task<RequestState> StateAsync(World world, EntitlementId what, TimeSpan howLong) =>
        (await world.RequestAsync((await Scene.Must(world.Scene.AskAsync(world.Scene.Mira, what, howLong))).Value)).State;
}
