using JitPortal.Application.Grants;
using JitPortal.Application.Targets;
using JitPortal.Application.Tests.Grants;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Grants;
using JitPortal.Storage.People;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Approvals;

/// <summary>
/// Approved is not active (I-24): between approval and opening the world changes. Judged from the target's own log of effects.
/// And what is opened is what was approved (I-25).
/// </summary>
public sealed class ActivationTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly Condition Always = new Condition.Always();

    private const string Unapproved = "Somebody who approved it has left or is stopped.";

    /// <summary>What happens meanwhile, and the reason that the cancelled grant then gives.</summary>
    private static readonly IReadOnlyDictionary<string, (Func<World, GrantRow, Task> Happens, string Reason)> Meanwhile =
        new Dictionary<string, (Func<World, GrantRow, Task> Happens, string Reason)>
        {
            ["person disabled"] = ((w, g) => w.SqlAsync("UPDATE people SET \"DisabledAt\" = \"FactsAt\" WHERE \"Id\" = {0}", g.PersonId), "The person is disabled."),
            ["person erased"] = ((w, g) => w.SqlAsync("UPDATE people SET \"ErasedAt\" = \"FactsAt\" WHERE \"Id\" = {0}", g.PersonId), "The person is disabled."),
            ["person locked"] = ((w, g) => LockAsync(w, g.PersonId, null), "All access of this person is locked."),
            ["approver disabled"] = ((w, _) => w.SqlAsync("UPDATE people SET \"DisabledAt\" = \"FactsAt\" WHERE \"Id\" = {0}", w.Scene.Bo.Id.Value), Unapproved),
            ["approver locked"] = ((w, _) => LockAsync(w, w.Scene.Bo.Id.Value, null), Unapproved),
            ["target locked"] = ((w, g) => LockAsync(w, null, g.TargetId), "All access to this target is locked."),
            ["everything locked"] = ((w, _) => LockAsync(w, null, null), "All access is locked."),
            ["target retired"] = ((w, _) => w.SqlAsync("UPDATE targets SET \"RetiredAt\" = (SELECT MAX(\"FactsAt\") FROM people)"), "The target has been retired or cannot be used."),
            ["target unavailable"] = ((w, _) => w.SqlAsync("UPDATE targets SET \"Unavailable\" = 'In repair.'"), "The target has been retired or cannot be used."),
            ["entitlement retired"] = ((w, g) => w.SqlAsync("UPDATE entitlements SET \"RetiredAt\" = (SELECT MAX(\"FactsAt\") FROM people) WHERE \"Id\" = {0}", g.EntitlementId), "The entitlement has been retired."),
            ["policy refuses"] = ((w, _) => RequireAsync(w, new Effect.Refuse("Nothing during the freeze.")), "Nothing during the freeze."),
            ["policy wants another stage"] = ((w, _) => RequireAsync(w, new Effect.Require(Stage: new Stage([new Approver.Group("security")], 1, Hour))), "The policies ask for an approval now that was not given."),
            ["policy wants a longer reason"] = ((w, _) => RequireAsync(w, new Effect.Require(ReasonLength: 200)), "The policies do not allow it any more."),
            ["policy gone"] = ((w, _) => w.SqlAsync("UPDATE policies SET \"ReplacedAt\" = \"PublishedAt\"; UPDATE installation SET \"PolicyVersion\" = \"PolicyVersion\" + 1"), "The policies do not allow it any more."),
            ["person left the group"] = ((w, _) => Scene.SignInAsync(w.Portal, "mira", "Mira Kovač", PortalRole.Requester, "sales"), "The policies do not allow it any more."),
        };

    public static MatrixTheoryData<DatabaseKind, string, bool> Cases => new([DatabaseKind.Sqlite, DatabaseKind.PostgreSql], Meanwhile.Keys, [true, false]);

    [Theory, MemberData(nameof(Cases))]
    public async Task Open_SomethingHappenedSinceApproval_IsCancelledAndNeverOpened(DatabaseKind kind, string what, bool automatic)
    {
        if (what == "person left the group" && !automatic)
            return;   // asking the owners is open to everybody
        if (what.StartsWith("approver", StringComparison.Ordinal) && automatic)
            return;   // nobody approved it
        await using var world = await World.CreateAsync(kind);
        var approved = await ApprovedAsync(world, automatic);
        var (happens, reason) = Meanwhile[what];
        await happens(world, approved);

        await world.Scene.OpenDueAsync();

        var grant = await world.Scene.GrantAsync(approved.Id);
        grant.ShouldSatisfyAllConditions(
            g => g.State.ShouldBe(GrantState.Ended), g => g.EndReason.ShouldBe(EndReason.Cancelled), g => g.Evidence.ShouldBe(EvidenceKind.NeverOpened));
        grant.LastError.ShouldNotBeNull().ShouldContain(reason);
        (await world.FactAsync(AuditTypes.GrantCancelled, "why")).ShouldContain(reason);
        world.Oracle.Effects.ShouldBeEmpty();
        await using var db = world.Db();
        (await db.Secrets.CountAsync()).ShouldBe(0, "no credential is made for what never began");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Open_NothingHappened_IsOpened(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        foreach (var automatic in new[] { true, false })
        {
            var approved = await ApprovedAsync(world, automatic);
            await world.Scene.OpenDueAsync();
            (await world.Scene.GrantAsync(approved.Id)).State.ShouldBe(GrantState.Active);
        }
        world.Oracle.Effects.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, true)]
    [InlineData(DatabaseKind.PostgreSql, true)]
    [InlineData(DatabaseKind.Sqlite, false)]
    [InlineData(DatabaseKind.PostgreSql, false)]
    public async Task Open_LimitIsShorterByNow_IsCut(DatabaseKind kind, bool automatic)
    {
        await using var world = await World.CreateAsync(kind);
        var approved = await ApprovedAsync(world, automatic);
        await RequireAsync(world, new Effect.Require(Longest: Hour / 2));

        await world.Scene.OpenDueAsync();

        var grant = await world.Scene.GrantAsync(approved.Id);
        grant.ShouldSatisfyAllConditions(g => g.State.ShouldBe(GrantState.Active), g => g.Duration.ShouldBe(Hour / 2), g => (g.EndsAt - g.IntendedAt).ShouldBe(Hour / 2));
        world.Oracle.Effects.ShouldHaveSingleItem().What.ShouldBe("open");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Open_LimitIsLongerByNow_ChangesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var approved = await ApprovedAsync(world, automatic: true);
        await RequireAsync(world, new Effect.Automatic(8 * Hour, 8 * Hour));

        await world.Scene.OpenDueAsync();

        (await world.Scene.GrantAsync(approved.Id)).Duration.ShouldBe(Hour);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Open_AfterTheLatestStart_IsCancelledAndBeforeItIsNot(DatabaseKind kind)
    {
        var time = World.StoppedClock();
        await using var world = await World.CreateAsync(kind, time);
        var late = await ApprovedAsync(world, automatic: true);
        time.Advance(TimeSpan.FromMinutes(1));
        var justInTime = await ApprovedAsync(world, automatic: false);
        time.Advance(late.LatestStart + TimeSpan.FromMilliseconds(1) - world.Portal.Clock.GetUtcNow());

        await world.Scene.OpenDueAsync();

        (await world.Scene.GrantAsync(late.Id)).ShouldSatisfyAllConditions(
            g => g.EndReason.ShouldBe(EndReason.Cancelled), g => g.LastError.ShouldBe("It could not begin in time, so the approval has lapsed."));
        (await world.Scene.GrantAsync(justInTime.Id)).State.ShouldBe(GrantState.Active);
        world.Oracle.Effects.ShouldHaveSingleItem().Grant.ShouldBe(new GrantId(justInTime.Id).ToString());
    }

    /// <summary>The catalogue is edited after approval and the account list after opening; the grant keeps what was approved.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Open_RightAndAccountEditedSince_OpensAndClosesWhatWasApproved(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var approved = await scene.GrantOfAsync(await Scene.Must(scene.AskAsync(scene.Mira, scene.OnOwnAccount, Hour)));
        await world.SqlAsync("UPDATE entitlements SET \"Right\" = 'existing:superuser'");

        await scene.OpenDueAsync();

        world.Oracle.Present.ShouldBe(["mira"]);
        (await scene.GrantAsync(approved.Id)).ShouldSatisfyAllConditions(g => g.Right.ShouldBe("existing:editor"), g => g.Principal.ShouldBe("mira"));
        (await world.FactAsync(AuditTypes.GrantOpening, "right")).ShouldBe("existing:editor");
        await Scene.Must(AccountAsync(world, scene.Mira, "root"));
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(approved.Id), CancellationToken.None));
        await scene.RevokeDueAsync();
        world.Oracle.Present.ShouldBeEmpty();
        world.Oracle.Effects.ShouldAllBe(e => e.Principal == "mira");
    }

    /// <summary>What one person was given is never opened on what is another's by now.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Open_AccountIsTakenOutSinceApproval_IsCancelledAndOnlyThenIsItAnothers(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var approved = await scene.GrantOfAsync(await Scene.Must(scene.AskAsync(scene.Mira, scene.OnOwnAccount, Hour)));
        await Scene.Must(AccountAsync(world, scene.Mira, null));
        (await AccountAsync(world, scene.Ann, "mira")).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldStartWith("Somebody else still has access on this account.");

        await scene.OpenDueAsync();

        (await scene.GrantAsync(approved.Id)).ShouldSatisfyAllConditions(
            g => g.EndReason.ShouldBe(EndReason.Cancelled), g => g.LastError.ShouldBe("The account is not that person's any more. Ask again."));
        world.Oracle.Effects.ShouldBeEmpty();
        await Scene.Must(AccountAsync(world, scene.Ann, "mira"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Open_AccountIsAnotherOneSinceApproval_IsCancelled(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var approved = await scene.GrantOfAsync(await Scene.Must(scene.AskAsync(scene.Mira, scene.OnOwnAccount, Hour)));
        await Scene.Must(AccountAsync(world, scene.Mira, "root"));

        await scene.OpenDueAsync();

        (await scene.GrantAsync(approved.Id)).EndReason.ShouldBe(EndReason.Cancelled);
        world.Oracle.Effects.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Extend_AccountIsAnotherOneByNow_TheOldEndStands(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.OnOwnAccount, Hour);
        Task<Outcome<RequestId>> ExtendAsync() =>
            world.Get<ExtendGrant>().RunAsync(scene.Mira, new ExtensionForm(new GrantId(grant.Id), Hour / 2, "Not finished yet"), CancellationToken.None);
        await Scene.Must(ExtendAsync());
        await Scene.Must(AccountAsync(world, scene.Mira, "root"));

        await scene.OpenDueAsync();

        (await scene.GrantAsync(grant.Id)).ShouldSatisfyAllConditions(
            g => g.State.ShouldBe(GrantState.Active), g => g.EndsAt.ShouldBe(grant.EndsAt), g => g.LastError.ShouldBe("The account is not that person's any more. Ask again."));
        world.Oracle.Effects.ShouldHaveSingleItem().What.ShouldBe("open");
        (await ExtendAsync()).Refusal.ShouldBeOfType<Refusal.Conflict>().Message.ShouldContain("is another one by now");
    }

    /// <summary>The last look, in the transaction that would make it active: what was opened by then is taken away again.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Open_LockedWhileTheTargetWorks_IsRevokedAndNeverActive(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var approved = await ApprovedAsync(world, automatic: true);
        world.Oracle.Misbehave(OracleFault.Hold, 1);
        var opening = world.Scene.OpenDueAsync();
        await Eventually.TrueAsync(() => world.Oracle.Held == 1, "the open is on its way");
        await LockAsync(world, null, approved.TargetId);
        world.Oracle.LetGo();
        await opening;

        (await world.Scene.GrantAsync(approved.Id)).ShouldSatisfyAllConditions(
            g => g.State.ShouldBe(GrantState.Revoking), g => g.EndReason.ShouldBe(EndReason.Locked), g => g.ActiveAt.ShouldBeNull());
        world.Oracle.Present.ShouldBe([approved.Principal], "it had been opened");
        await Rows.LapseClaimsAsync(world.Portal);
        await world.Scene.RevokeDueAsync();
        world.Oracle.Present.ShouldBeEmpty();
    }

    private static Task<Outcome<Done>> AccountAsync(World world, Actor whose, string? name) =>
        world.Get<SetTargetAccount>().RunAsync(world.Scene.Tove, world.Scene.Target, whose.Id, name, CancellationToken.None);

    private static async Task<GrantRow> ApprovedAsync(World world, bool automatic)
    {
        var scene = world.Scene;
        var id = await Scene.Must(scene.AskAsync(scene.Mira, automatic ? scene.Automatic : scene.Asks, Hour));
        if (!automatic)
            await Scene.Must(scene.ApproveAsync(scene.Bo, id));
        return await scene.GrantOfAsync(id);
    }

    private static Task RequireAsync(World world, Effect effect) =>
        world.Scene.PublishAsync("later", [world.Scene.Automatic, world.Scene.Asks], new Rule("later", effect, Always));

    /// <summary>The bare lock, as it stands when it was placed after the grants in its scope were moved.</summary>
    private static async Task LockAsync(World world, Guid? person, Guid? target)
    {
        await using var db = world.Db();
        db.Locks.Add(new LockRow { Id = Guid.CreateVersion7(), PersonId = person, TargetId = target, PlacedAt = world.Portal.Clock.GetUtcNow() });
        await db.SaveChangesAsync();
    }
}
