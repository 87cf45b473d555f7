using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Targets;

/// <summary>What a target shows beside what the portal has recorded: access without a grant, and a grant without access.</summary>
public sealed class DriftTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task FindDrift_AccessThatNobodyRecorded_IsToldAndLeftAlone(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        world.Oracle.Plant("legacy_reports", "editor");

        var report = await Scene.Must(FindAsync(world));

        report.Held.ShouldBe([new HeldRight("legacy_reports", "editor", null, null, Before: false)]);
        world.Oracle.Present.ShouldBe(["legacy_reports"]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task FindDrift_WhatThePortalGave_IsFoundByItsMarkOrByItsAccount(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var (login, membership) = (await OpenAsync(world, scene.Automatic), await OpenAsync(world, scene.OnOwnAccount));

        var report = await Scene.Must(FindAsync(world));

        report.Missing.ShouldBeEmpty();
        report.Held.Select(held => held.Request).ShouldBe([login, membership], ignoreOrder: true);
        report.Held.ShouldAllBe(held => held.Person == "Mira Kovač" && !held.Before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task FindDrift_AccessThatWasTakenAwayBehindThePortal_IsMissing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var request = await OpenAsync(world, world.Scene.Automatic);
        var grant = await world.Scene.GrantOfAsync(request);
        world.Oracle.Remove(grant.Principal);

        var report = await Scene.Must(FindAsync(world));

        report.Held.ShouldBeEmpty();
        report.Missing.ShouldHaveSingleItem().ShouldSatisfyAllConditions(m => m.Request.ShouldBe(request), m => m.Principal.ShouldBe(grant.Principal), m => m.Person.ShouldBe("Mira Kovač"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task FindDrift_HeldBeforeThePortal_SaysSo(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var account = await AccountAsync(world);
        world.Oracle.Plant(account, "editor");
        var request = await OpenAsync(world, world.Scene.OnOwnAccount);

        (await Scene.Must(FindAsync(world))).Held.ShouldHaveSingleItem().ShouldBe(new HeldRight(account, "editor", "Mira Kovač", request, Before: true));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task FindDrift_TargetSilent_SaysWhy(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        world.Oracle.Misbehave(OracleFault.Reset);

        (await FindAsync(world)).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldBe("The oracle hung up.");
    }

    private static Task<Outcome<DriftReport>> FindAsync(World world) => world.Get<FindDrift>().RunAsync(world.Scene.Tove, world.Scene.Target, None);

    private static async Task<Domain.Requests.RequestId> OpenAsync(World world, Domain.Catalog.EntitlementId what)
    {
        var request = await Scene.Must(world.Scene.AskAsync(world.Scene.Mira, what, Hour));
        await world.Scene.OpenDueAsync();
        return request;
    }

    private static async Task<string> AccountAsync(World world)
    {
        await using var db = world.Db();
        return await db.TargetAccounts.Where(a => a.PersonId == world.Scene.Mira.Id.Value).Select(a => a.Name).SingleAsync();
    }
}
