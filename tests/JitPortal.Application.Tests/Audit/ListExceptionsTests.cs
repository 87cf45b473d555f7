using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Audit;

public sealed class ListExceptionsTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListExceptions_LateUnevidencedAndInTime_NamesTheFirstTwo(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var now = world.Portal.Clock.GetUtcNow();
        await EndedAsync(world, due: now - Hour, ended: now - Hour + TimeSpan.FromSeconds(59), EvidenceKind.Observed);
        await EndedAsync(world, due: now - Hour, ended: now - Hour + TimeSpan.FromSeconds(90), EvidenceKind.Observed);
        await EndedAsync(world, due: now - Hour, ended: now - Hour, EvidenceKind.None);

        var view = await AskAsync(world, null, null);

        view.Lines.Select(line => line.Kind).ShouldBe([ExceptionKind.NotEvidenced, ExceptionKind.Late], ignoreOrder: true);
        view.Lines.Single(line => line.Kind == ExceptionKind.Late).ShouldSatisfyAllConditions(
            line => line.Who.ShouldBe("Mira Kovač"), line => line.What.ShouldBe("stock-db, Read"), line => line.Words.ShouldStartWith("Over 1 min 30 s after it was due."));
        view.Checked.ShouldBe(3);
        view.Log.Missing.ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListExceptions_GivenBackLongBeforeItsEnd_IsMeasuredFromTheGivingBack(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, Hour);
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(world.Scene.Mira, new GrantId(grant.Id), CancellationToken.None));
        await world.Scene.RevokeDueAsync();
        (await AskAsync(world, null, null)).Lines.ShouldBeEmpty();

        await using var db = world.Db();
        await db.Grants.Where(g => g.Id == grant.Id).ExecuteUpdateAsync(s => s.SetProperty(g => g.RevokingAt, world.Portal.Clock.GetUtcNow() - Hour));

        (await AskAsync(world, null, null)).Lines.ShouldHaveSingleItem().Kind.ShouldBe(ExceptionKind.Late);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListExceptions_TakenAwayLongBeforeItsEnd_IsInTheSpanOfTheTakingAwayOnly(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (now, day) = (world.Portal.Clock.GetUtcNow(), TimeSpan.FromDays(1));
        await EndedAsync(world, due: now - day, ended: now - 8 * day, EvidenceKind.Observed);
        await EndedAsync(world, due: now - 9 * day, ended: now - 8 * day, EvidenceKind.Observed);
        await using var db = world.Db();
        await db.Grants.Where(g => g.EndsAt > now - 2 * day).ExecuteUpdateAsync(s => s.SetProperty(g => g.EndReason, EndReason.Revoked).SetProperty(g => g.RevokingAt, now - 10 * day));
        await db.Grants.Where(g => g.EndsAt < now - 2 * day).ExecuteUpdateAsync(s => s.SetProperty(g => g.RevokingAt, now - 8 * day));

        var (taken, ran, later) = (await AskAsync(world, now - 11 * day, now - 9.5 * day), await AskAsync(world, now - 9.5 * day, now - 8.5 * day), await AskAsync(world, now - 8.5 * day, now));

        taken.Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(line => line.Kind.ShouldBe(ExceptionKind.Late), line => line.At.ShouldBe(now - 10 * day, TimeSpan.FromMilliseconds(1)));
        ran.Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(line => line.Kind.ShouldBe(ExceptionKind.Late), line => line.At.ShouldBe(now - 9 * day, TimeSpan.FromMilliseconds(1)));
        later.Lines.ShouldBeEmpty();
        new[] { taken, ran, later }.Select(view => view.Checked).ShouldBe([1, 1, 0]);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListExceptions_OpenPastItsEnd_IsNotOver(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = (await Crowd.ActiveAsync(world.Portal, world.Oracle, world.Scene.Target, world.Scene.Automatic, world.Scene.Mira, 1, _ => world.Portal.Clock.GetUtcNow() - Hour))[0];

        var line = (await AskAsync(world, null, null)).Lines.ShouldHaveSingleItem();

        line.Kind.ShouldBe(ExceptionKind.NotOver);
        line.Request!.Value.Value.ShouldBe(grant.RequestId);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListExceptions_ClosedByTwoAdministrators_IsOneOfItsOwnWithTheirReason(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var now = world.Portal.Clock.GetUtcNow();
        await EndedAsync(world, due: now - Hour, ended: now - Hour, EvidenceKind.None);
        var (tove, bo) = (world.Scene.Tove.Id.Value, world.Scene.Bo.Id.Value);
        await using var db = world.Db();
        await db.Grants.ExecuteUpdateAsync(s => s.SetProperty(g => g.Evidence, EvidenceKind.Forced)
            .SetProperty(g => g.ForceAskedBy, tove).SetProperty(g => g.ForceAgreedBy, bo).SetProperty(g => g.ForceReason, "The host is scrap."));

        (await AskAsync(world, null, null)).Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.Kind.ShouldBe(ExceptionKind.ForceClosed), line => line.Words.ShouldBe("Two administrators closed it without evidence. The host is scrap."));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListExceptions_PolicyOfOneAdministratorAlone_IsNamedUnlikeOneOfTwo(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (tove, bo) = (world.Scene.Tove.Id.Value, world.Scene.Bo.Id.Value);
        await using var db = world.Db();
        var alone = await db.Policies.OrderBy(p => p.PolicyId).FirstAsync();
        await db.Policies.Where(p => p.PolicyId == alone.PolicyId).ExecuteUpdateAsync(s => s.SetProperty(p => p.EditedById, tove));
        await db.Policies.Where(p => p.PolicyId != alone.PolicyId).ExecuteUpdateAsync(s => s.SetProperty(p => p.EditedById, tove).SetProperty(p => p.ConfirmedById, bo));

        (await AskAsync(world, null, null)).Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.Kind.ShouldBe(ExceptionKind.PublishedAlone), line => line.Who.ShouldBe("Tove Dahl"), line => line.Words.ShouldStartWith($"“{alone.Name}”, version 1"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ListExceptions_OutsideTheSpan_SaysNothingOfIt(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var now = world.Portal.Clock.GetUtcNow();
        await EndedAsync(world, due: now - 3 * Hour, ended: now - Hour, EvidenceKind.Observed);

        (await AskAsync(world, now - 4 * Hour, now)).Lines.ShouldHaveSingleItem();
        (await AskAsync(world, now - 2 * Hour, now)).Lines.ShouldBeEmpty();
        (await world.Get<ListExceptions>().RunAsync(world.Scene.Tove, now, now, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors[0].Field.ShouldBe("since");
        (await world.Get<ListExceptions>().RunAsync(world.Scene.Tove, now - TimeSpan.FromDays(367), now, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Invalid>();
    }

    private static async Task EndedAsync(World world, DateTimeOffset due, DateTimeOffset ended, EvidenceKind evidence)
    {
        var grant = (await Crowd.ActiveAsync(world.Portal, world.Oracle, world.Scene.Target, world.Scene.Automatic, world.Scene.Mira, 1, _ => due))[0];
        await using var db = world.Db();
        await db.Grants.Where(g => g.Id == grant.Id).ExecuteUpdateAsync(
            s => s.SetProperty(g => g.State, GrantState.Ended).SetProperty(g => g.EndReason, EndReason.Expired).SetProperty(g => g.EndedAt, ended).SetProperty(g => g.Evidence, evidence));
        await db.Leases.Where(l => l.GrantId == grant.Id).ExecuteUpdateAsync(s => s.SetProperty(l => l.State, LeaseState.Past));
    }

    private static async Task<ExceptionsView> AskAsync(World world, DateTimeOffset? since, DateTimeOffset? until) =>
        await Scene.Must(world.Get<ListExceptions>().RunAsync(world.Scene.Tove, since, until, CancellationToken.None));
}
