using JitPortal.Application.Approvals;
using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Application.People;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Grants;

/// <summary>I-11: giving up on a target takes two administrators and a reason, is recorded, and stays on the list of revocation debt.</summary>
public sealed class ForceCloseTests
{
    private const string Constraint = "CK_grants_force_takes_two";

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ForceClose_TwoAdministrators_EndsWithoutEvidenceAndStaysDebt(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = await OverdueAsync(world);
        var second = await AdministratorAsync(world, "wim");
        var before = (await world.AuditAsync()).Max(a => a.Sequence);

        (await AskAsync(world, world.Scene.Tove, grant)).Succeeded.ShouldBeTrue();
        (await DebtAsync(world, second)).ForceClose.ShouldNotBeNull().ShouldSatisfyAllConditions(f => f.Reason.ShouldBe("The server was scrapped"), f => f.IsOwn.ShouldBeFalse());
        (await AgreeAsync(world, second, grant)).Succeeded.ShouldBeTrue();

        var row = await world.Scene.GrantAsync(grant.Id);
        row.State.ShouldBe(GrantState.Ended);
        row.Evidence.ShouldBe(EvidenceKind.Forced);
        row.NextAttemptAt.ShouldBeNull("nothing is tried again");
        (await world.TypesAfterAsync(before)).ShouldBe([AuditTypes.GrantForceCloseAsked, AuditTypes.GrantForceClosed]);
        (await world.FactAsync(AuditTypes.GrantForceClosed, "askedBy")).ShouldBe(world.Scene.Tove.Id.ToString());
        var shown = await DebtAsync(world, second);
        shown.Evidence.ShouldBe(EvidenceKind.Forced);
        shown.LastError.ShouldNotBeNullOrEmpty();
        (await Scene.Must(world.Get<ReadOperations>().RunAsync(second, CancellationToken.None))).DebtCount.ShouldBe(1);
        (await Scene.Must(world.Get<WhoHad>().RunAsync(world.Scene.Tove, "stock-db", null, null, null, CancellationToken.None))).Rows.ShouldContain(r => r.Grant.Value == grant.Id, "doubt counts as having it");
        (await world.Get<ErasePerson>().RunAsync(second, world.Scene.Mira.Id, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Conflict>();
        (await world.Get<VerifyAudit>().RunAsync(CancellationToken.None)).Problem.ShouldBeNull();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ForceClose_OneAdministratorAlone_ChangesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = await OverdueAsync(world);
        var second = await AdministratorAsync(world, "wim");

        (await AgreeAsync(world, second, grant)).Refusal.ShouldBeOfType<Refusal.Conflict>("nobody proposed it");
        (await world.Get<AskForceClose>().RunAsync(second, new GrantId(grant.Id), " ", CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Invalid>().Errors.Single().Field.ShouldBe("reason");
        (await AskAsync(world, second, grant)).Succeeded.ShouldBeTrue();
        (await AgreeAsync(world, second, grant)).Refusal.ShouldBeOfType<Refusal.Forbidden>("both would be one person");
        await world.Get<DisablePerson>().RunAsync(world.Scene.Tove, second.Id, CancellationToken.None);
        (await AgreeAsync(world, world.Scene.Tove, grant)).Refusal.ShouldBeOfType<Refusal.Conflict>("who proposed it is gone");

        (await world.Scene.GrantAsync(grant.Id)).State.ShouldBe(GrantState.Revoking);
        world.Oracle.Misbehave(OracleFault.None);
        await Rows.TryNowAsync(world.Portal);
        await world.Scene.RevokeDueAsync();
        (await world.Scene.GrantAsync(grant.Id)).Evidence.ShouldBe(EvidenceKind.Observed, "it was tried all the while");
        (await AskAsync(world, world.Scene.Tove, grant)).Refusal.ShouldBeOfType<Refusal.Conflict>();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ForceClose_OwnAccessOrNotOverdue_IsRefused(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var own = await OverdueAsync(world, holderIsAdministrator: true);
        var holder = (await world.Get<ReadActor>().RunAsync(new PersonId(own.PersonId), CancellationToken.None))!;
        (await AskAsync(world, holder, own)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        await Scene.Must(AskAsync(world, world.Scene.Tove, own));
        (await AgreeAsync(world, holder, own)).Refusal.ShouldBeOfType<Refusal.Forbidden>();

        await using (var db = world.Db())
        {
            var now = world.Portal.Clock.GetUtcNow();
            await db.Grants.ExecuteUpdateAsync(s => s.SetProperty(g => g.EndsAt, now).SetProperty(g => g.RevokingAt, now));
        }
        (await AskAsync(world, world.Scene.Tove, own)).Refusal.ShouldBeOfType<Refusal.Conflict>();
    }

    /// <summary>Not by who stands in for the holder, nor, as the second, by who stands in for the first.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ForceClose_WhoStandsInForHolderOrProposer_NeverAgrees(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = await OverdueAsync(world);
        var (near, second, third) = (await AdministratorAsync(world, "wim"), await AdministratorAsync(world, "zoe"), await AdministratorAsync(world, "kai"));
        await AwayAsync(world, world.Scene.Mira, near);
        await AwayAsync(world, second, world.Scene.Tove);

        (await AskAsync(world, near, grant)).Refusal.ShouldBeOfType<Refusal.Forbidden>("they stand in for the holder");
        await Scene.Must(AskAsync(world, world.Scene.Tove, grant));
        (await AgreeAsync(world, near, grant)).Refusal.ShouldBeOfType<Refusal.Forbidden>("they stand in for the holder");
        (await AgreeAsync(world, second, grant)).Refusal.ShouldBeOfType<Refusal.Forbidden>("whoever proposed it stands in for them");
        await Scene.Must(AgreeAsync(world, third, grant));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ForceClose_ByWhomTheProposerAppointedJustNow_IsRefused(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (scene, grant) = (world.Scene, await OverdueAsync(world));
        var jon = await scene.AppointAsync(scene.Tove, scene.Jon);
        await Scene.Must(AskAsync(world, scene.Tove, grant));

        (await AgreeAsync(world, jon, grant)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        await Scene.Must(AgreeAsync(world, await AdministratorAsync(world, "wim"), grant));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ForceClose_WhoOwnedTheWorkloadWhenItAsked_NeverProposes(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = await OverdueAsync(world);
        var owner = await AdministratorAsync(world, "wim");
        await using (var db = world.Db())
            await db.Requests.Where(r => r.Id == grant.RequestId).ExecuteUpdateAsync(s => s.SetProperty(r => r.ResponsibleId, owner.Id.Value));

        (await AskAsync(world, owner, grant)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
        await Scene.Must(AskAsync(world, world.Scene.Tove, grant));
        (await AgreeAsync(world, owner, grant)).Refusal.ShouldBeOfType<Refusal.Forbidden>();
    }

    /// <summary>Whatever code there may be: the tables do not hold a forced end that one person made.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ForceClose_OnePersonTwiceInTheRow_IsRefusedByTheDatabase(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = await OverdueAsync(world);
        await using var db = world.Db();
        var one = world.Scene.Tove.Id.Value;

        var forced = db.Grants.Where(g => g.Id == grant.Id);
        await forced.ExecuteUpdateAsync(s => s.SetProperty(g => g.Evidence, EvidenceKind.Forced).SetProperty(g => g.ForceAskedBy, one).SetProperty(g => g.ForceAgreedBy, one)).ShouldThrowSqlAsync(Constraint);
        await forced.ExecuteUpdateAsync(s => s.SetProperty(g => g.Evidence, EvidenceKind.Forced).SetProperty(g => g.ForceAskedBy, one)).ShouldThrowSqlAsync(Constraint);
        await forced.ExecuteUpdateAsync(s => s.SetProperty(g => g.Evidence, EvidenceKind.Forced).SetProperty(g => g.ForceAgreedBy, one)).ShouldThrowSqlAsync(Constraint);
    }

    /// <summary>The right that was given up is still on the target: it was not there before us, and goes with the next grant on it.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ForceClose_NextGrantOnTheSameRight_StillRemovesIt(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = await OverdueAsync(world, shared: true);
        await Scene.Must(AskAsync(world, world.Scene.Tove, grant));
        await Scene.Must(AgreeAsync(world, await AdministratorAsync(world, "wim"), grant));
        world.Oracle.Present.Count.ShouldBe(1);
        world.Oracle.Misbehave(OracleFault.None);

        var next = await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.OnOwnAccount, TimeSpan.FromHours(1));
        next.State.ShouldBe(GrantState.Active);
        await Rows.EndNowAsync(world.Portal);
        await world.Scene.RevokeDueAsync();

        (await world.Scene.GrantAsync(next.Id)).Evidence.ShouldBe(EvidenceKind.Observed);
        world.Oracle.Present.ShouldBeEmpty();
    }

    /// <summary>Whoever stopped something sees what of it is evidenced; two who agreed that it cannot be are no evidence.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ForceClose_OfWhatAStopEnded_IsNotCountedAsEvidenced(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = await OverdueAsync(world);
        var second = await AdministratorAsync(world, "wim");
        await Scene.Must(world.Get<PlaceLock>().RunAsync(world.Scene.Tove, LockScope.Everything, "A laptop was stolen", CancellationToken.None));
        await Scene.Must(AskAsync(world, world.Scene.Tove, grant));
        await Scene.Must(AgreeAsync(world, second, grant));

        (await Scene.Must(world.Get<ListLocks>().RunAsync(second, CancellationToken.None))).Single().ShouldSatisfyAllConditions(
            view => view.GrantCount.ShouldBe(1), view => view.EndedCount.ShouldBe(0), view => view.OpenCount.ShouldBe(0));
    }

    private static async Task<GrantRow> OverdueAsync(World world, bool holderIsAdministrator = false, bool shared = false)
    {
        var scene = world.Scene;
        var holder = holderIsAdministrator
            ? await Scene.SignInAsync(world.Portal, "ada", "Ada", PortalRole.Requester | PortalRole.Administrator, "engineering")
            : scene.Mira;
        var grant = await scene.ActiveGrantAsync(holder, shared ? scene.OnOwnAccount : scene.Automatic, TimeSpan.FromHours(1));
        world.Oracle.Misbehave(OracleFault.Reset);
        await Rows.EndNowAsync(world.Portal);
        await scene.RevokeDueAsync();
        await using var db = world.Db();
        var end = world.Portal.Clock.GetUtcNow() - GrantViews.OverdueAfter - TimeSpan.FromSeconds(1);
        await db.Grants.Where(g => g.Id == grant.Id).ExecuteUpdateAsync(s => s.SetProperty(g => g.EndsAt, end).SetProperty(g => g.RevokingAt, end));
        return await scene.GrantAsync(grant.Id);
    }

    private static async Task AwayAsync(World world, Actor who, Actor standIn) =>
        _ = await Scene.Must(world.Get<GoAway>().RunAsync(who, new AwayForm(standIn.Id, null, world.Portal.Clock.GetUtcNow() + TimeSpan.FromHours(4)), CancellationToken.None));

    private static Task<Actor> AdministratorAsync(World world, string subject) => Scene.SignInAsync(world.Portal, subject, subject, PortalRole.Administrator);

    private static async Task<GrantView> DebtAsync(World world, Actor reader) =>
        (await Scene.Must(world.Get<ReadOperations>().RunAsync(reader, CancellationToken.None))).Debt.Single();

    private static Task<Outcome<Done>> AskAsync(World world, Actor actor, GrantRow grant) =>
        world.Get<AskForceClose>().RunAsync(actor, new GrantId(grant.Id), "The server was scrapped", CancellationToken.None);

    private static Task<Outcome<Done>> AgreeAsync(World world, Actor actor, GrantRow grant) =>
        world.Get<AgreeForceClose>().RunAsync(actor, new GrantId(grant.Id), CancellationToken.None);
}
