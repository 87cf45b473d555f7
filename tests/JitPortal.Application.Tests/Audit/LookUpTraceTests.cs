using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Audit;

public sealed class LookUpTraceTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task LookUpTrace_LoginSerialKeyIdAndNumber_LeadBackToThePersonAfterTheEnd(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        var grant = await scene.ActiveGrantAsync(scene.Mira, scene.Automatic, TimeSpan.FromHours(1));
        await Scene.Must(world.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(grant.Id), CancellationToken.None));
        await scene.RevokeDueAsync();
        await using var db = world.Db();
        var serial = (await db.Leases.SingleAsync(l => l.GrantId == grant.Id)).Serial;
        var number = (await db.Requests.SingleAsync(r => r.Id == grant.RequestId)).Number;

        foreach (var (trace, matched) in new[]
        {
            (grant.Principal, TraceKind.Login), ($"  {grant.Principal} ", TraceKind.Login), ($"{serial}", TraceKind.Serial), ($"{grant.Id:N}.2", TraceKind.KeyId), ($"req-{number}", TraceKind.Request),
        })
        {
            var row = (await AskAsync(world, trace)).Rows.ShouldHaveSingleItem(trace);
            row.ShouldSatisfyAllConditions(
                r => r.Matched.ShouldBe(matched), r => r.Holder.Name.ShouldBe("Mira Kovač"), r => r.Grant.Value.ShouldBe(grant.Id),
                r => r.State.ShouldBe(GrantState.Ended), r => r.Evidence.ShouldBe(EvidenceKind.Observed), r => r.Serials.ShouldContain(serial));
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task LookUpTrace_OwnAccount_FindsEveryGrantThatUsedIt(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var scene = world.Scene;
        await scene.ActiveGrantAsync(scene.Mira, scene.OnOwnAccount, TimeSpan.FromHours(1));
        await scene.ActiveGrantAsync(scene.Mira, scene.SameRight, TimeSpan.FromHours(1));

        (await AskAsync(world, "mira")).Rows.Select(row => row.Role).ShouldBe(["Editor", "Editor too"], ignoreOrder: true);
        (await AskAsync(world, "Mira")).Rows.ShouldBeEmpty();   // as the target wrote it, exactly
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task LookUpTrace_NothingToLookUp_SaysWhatToWrite(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);

        foreach (var trace in new[] { "", "   ", new string('x', 201) })
            (await world.Get<LookUpTrace>().RunAsync(world.Scene.Tove, trace, CancellationToken.None)).Refusal.ShouldBeOfType<Refusal.Invalid>().Message.ShouldContain("a certificate's serial");
        (await AskAsync(world, "99999999999999999999999")).Rows.ShouldBeEmpty();
    }

    private static async Task<TraceView> AskAsync(World world, string trace) =>
        await Scene.Must(world.Get<LookUpTrace>().RunAsync(world.Scene.Tove, trace, CancellationToken.None));
}
