using System.Text;
using JitPortal.Application.Audit;
using JitPortal.Application.Grants;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Storage.Audit;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Audit;

/// <summary>Whatever is done to the log behind the portal's back is found, and the first bad event is named (I-32).</summary>
public sealed class TamperTests
{
    /// <summary>Spoils the chain and says which sequence number must be named.</summary>
    private delegate long Tampering(Chain chain, long last);

    private static readonly IReadOnlyDictionary<string, Tampering> Tamperings = new Dictionary<string, Tampering>
    {
        ["first leaf, one bit"] = (c, _) => FlipLeaf(c, 1),
        ["middle leaf, one bit"] = (c, n) => FlipLeaf(c, n / 2),
        ["last leaf, one bit"] = (c, n) => FlipLeaf(c, n),
        ["middle link, one bit"] = (c, n) => FlipLink(c, n / 2),
        ["last link, one bit"] = (c, n) => FlipLink(c, n),
        ["leaf emptied"] = (c, n) => On(c[n / 2], r => r.Leaf = []),
        ["link emptied"] = (c, n) => On(c[n / 2], r => r.Link = []),
        ["column type"] = (c, _) => On(c.Rows.First(r => r.Type == AuditTypes.VoteCast), r => r.Type = AuditTypes.RequestDenied),
        ["column at"] = (c, n) => On(c[n / 2], r => r.At = r.At.AddMilliseconds(1)),
        ["column actor"] = (c, _) => On(c.Rows.First(r => r.Type == AuditTypes.VoteCast), r => r.ActorId = Guid.CreateVersion7()),
        ["column actor emptied"] = (c, _) => On(c.Rows.First(r => r.Type == AuditTypes.VoteCast), r => r.ActorId = null),
        ["column request"] = (c, _) => On(c.Rows.First(r => r.Type == AuditTypes.VoteCast), r => r.RequestId = Guid.CreateVersion7()),
        ["column request emptied"] = (c, _) => On(c.Rows.First(r => r.Type == AuditTypes.VoteCast), r => r.RequestId = null),
        ["column grant emptied"] = (c, _) => On(c.Rows.First(r => r.Type == AuditTypes.GrantActive), r => r.GrantId = null),
        ["column grant filled"] = (c, _) => On(c.Rows.First(r => r.Type == AuditTypes.VoteCast), r => r.GrantId = Guid.CreateVersion7()),
        ["first deleted"] = (c, _) => Delete(c, 1, 1),
        ["middle deleted"] = (c, n) => Delete(c, n / 2, n / 2),
        ["last deleted"] = (c, n) => Delete(c, n, n),
        ["tail truncated"] = (c, n) => Delete(c, n - 4, n),
        ["all deleted"] = (c, n) => Delete(c, 1, n),
        ["a number left out, every link and the head's count right"] = (c, n) => LeftOut(c, n / 2),
        ["forged before the first"] = (c, _) => c.Forge(0, c[1], []).Sequence,
        ["forged far below"] = (c, _) => c.Forge(-7, c[1], []).Sequence,
        ["forged in the middle, not linked"] = (c, n) => ForgeAt(c, n / 2, linked: false),
        ["forged in the middle, linked"] = (c, n) => ForgeAt(c, n / 2, linked: true),
        ["forged as the first, linked"] = (c, _) => ForgedFirst(c),
        ["three forged in the middle, linked"] = (c, n) => ForgedThree(c, n / 2),
        ["an earlier event put in again"] = (c, n) => PutInAgain(c, n / 2, 3),
        ["erasure, one bit"] = (c, _) => FlipLeaf(c, Erasure(c).Sequence),
        ["erasure deleted"] = (c, _) => Delete(c, Erasure(c).Sequence, Erasure(c).Sequence),
        ["erasure's type"] = (c, _) => On(Erasure(c), r => r.Type = AuditTypes.PersonChanged),
        ["erasure rewritten for another person, chain and head relinked"] = (c, _) => ErasureRewritten(c),
        ["forged behind the last, not linked"] = (c, n) => c.Forge(n + 1, c[n], [.. c[n].Link]).Sequence,
        ["forged behind the last, linked"] = (c, n) => c.Forge(n + 1, c[n]).Sequence,
        ["neighbours swapped"] = (c, n) => Swap(c, n / 2, (n / 2) + 1),
        ["first and last swapped"] = (c, n) => Swap(c, 1, n),
        ["another installation"] = (c, _) => Installation(c),
        ["head set back"] = (c, n) => Head(c, n - 1, c[n - 1].Link, n),
        ["head set ahead"] = (c, n) => Head(c, n + 1, c[n].Link, n + 1),
        ["head's link"] = (c, n) => Head(c, n, Chain.Flip(c[n].Link, 5), n),
        ["head deleted"] = (c, n) => HeadDeleted(c, n),
        ["last rewritten and relinked, head forgotten"] = (c, n) => LastRewritten(c, n),
        ["record rewritten, chain and head relinked, columns forgotten"] = (c, n) => Rewritten(c, n / 2, Replaced(c[n / 2].Leaf, "\"at\":1", "\"at\":2")),
        ["record made unreadable, chain and head relinked"] = (c, n) => Rewritten(c, n / 2, "not a record"),
        ["record made a list, chain and head relinked"] = (c, n) => Rewritten(c, n / 2, "[]"),
        ["record made of numbers, chain and head relinked"] = (c, n) => Rewritten(c, n / 2, "{\"type\":1,\"installation\":2,\"at\":\"x\"}"),
        ["personal value, one bit"] = (c, _) => On(Reason(c), p => p.Box = Chain.Flip(p.Box, p.Box.Length - 1)),
        ["personal value emptied"] = (c, _) => On(Reason(c), p => p.Box = []),
        ["personal value deleted"] = (c, _) => On(Reason(c), p => c.Personal.Remove(p)),
        ["personal value renamed"] = (c, _) => On(Reason(c), p => p.Name = "account"),
        ["personal value of another event"] = (c, _) => PersonalSwapped(c),
        ["personal value handed to another person"] = (c, _) => On(Reason(c), p => p.PersonId = c.Keys.First(k => k.PersonId != p.PersonId).PersonId),
        ["personal value handed to nobody"] = (c, _) => On(Reason(c), p => p.PersonId = Guid.CreateVersion7()),
        ["personal value handed to somebody who was erased"] = (c, _) => On(Reason(c), p => p.PersonId = c.Personal.First(q => c.Keys.TrueForAll(k => k.PersonId != q.PersonId)).PersonId),
        ["personal value added"] = (c, n) => PersonalAdded(c, n),
        ["a person's key, one bit"] = (c, _) => Key(c, k => k.Box = Chain.Flip(k.Box, 3)),
        ["a person's key deleted without an erasure"] = (c, _) => Key(c, k => c.Keys.Remove(k)),
    };

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task VerifyAudit_Tampered_NamesTheFirstBadEvent(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await WalkAsync(world);
        var verify = world.Get<VerifyAudit>();
        var count = (await world.AuditAsync()).Count;
        var wrong = new List<string>();
        foreach (var (name, tamper) in Tamperings)
        {
            var (good, spoilt) = (await Chain.ReadAsync(world), await Chain.ReadAsync(world));
            (await verify.RunAsync(CancellationToken.None)).ShouldSatisfyAllConditions(v => v.Problem.ShouldBeNull($"before {name}"), v => v.Events.ShouldBe(count));
            var expected = tamper(spoilt, count);
            await spoilt.WriteAsync();

            var verdict = await VerifyAsync(verify);

            if (verdict.FirstBad != expected || verdict.Events != Math.Max(0, expected - 1) || string.IsNullOrEmpty(verdict.Problem))
                wrong.Add($"{name}: expected {expected}, got {verdict}");
            await good.WriteAsync();
        }
        wrong.ShouldBeEmpty();
        Tamperings.Count.ShouldBeGreaterThan(45);
    }

    /// <summary>Whoever opens the bad event is told as well, but where all around it was forged with care: then only the whole chain shows it.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ReadAuditEvent_Tampered_DoesNotHoldAtThatPlace(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await WalkAsync(world);
        var count = (await world.AuditAsync()).Count;
        var held = new List<string>();
        foreach (var (name, tamper) in Tamperings)
        {
            var (good, spoilt) = (await Chain.ReadAsync(world), await Chain.ReadAsync(world));
            var bad = tamper(spoilt, count);
            await spoilt.WriteAsync();

            var read = await world.Get<ReadAuditEvent>().RunAsync(world.Scene.Tove, bad, CancellationToken.None);

            if (read is { Succeeded: true, Value.Problem: null })
                held.Add(name);
            await good.WriteAsync();
        }
        held.ShouldBe(["three forged in the middle, linked"]);
    }

    /// <summary>Each event in turn, each time another byte.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task VerifyAudit_AnyByteOfAnyLeaf_IsFoundAtItsPlace(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await WalkAsync(world);
        foreach (var row in await world.AuditAsync())
        {
            var at = (int)(row.Sequence * 37 % row.Leaf.Length);
            await world.SqlAsync("UPDATE audit SET \"Leaf\" = {0} WHERE \"Sequence\" = {1}", Chain.Flip(row.Leaf, at), row.Sequence);
            (await world.Get<VerifyAudit>().RunAsync(CancellationToken.None)).FirstBad.ShouldBe(row.Sequence);
            await world.SqlAsync("UPDATE audit SET \"Leaf\" = {0} WHERE \"Sequence\" = {1}", row.Leaf, row.Sequence);
        }
    }

    /// <summary>What nothing inside the database can show.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task VerifyAudit_TailCutTogetherWithItsHead_IsSeenByAMarkThatWasKept(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await WalkAsync(world);
        var verify = world.Get<VerifyAudit>();
        var kept = (await verify.RunAsync(CancellationToken.None)).End.ShouldNotBeNull();
        (await verify.RunAsync(kept, CancellationToken.None)).Problem.ShouldBeNull();
        var chain = await Chain.ReadAsync(world);
        var last = chain.Rows.Count;
        Delete(chain, last, last);
        chain.RelinkFrom(last - 1);
        await chain.WriteAsync();

        (await verify.RunAsync(CancellationToken.None)).Problem.ShouldBeNull("without the mark");
        (await verify.RunAsync(kept, CancellationToken.None)).ShouldBe(new AuditVerdict(last - 1, last, $"The log ends at event {last - 1}, before event {last} that was kept: its end was cut off."));
    }

    /// <summary>The end was cut off together with its head, and the log has grown past it since.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task VerifyAudit_WrittenAnewFromSomewhere_IsSeenByAMarkThatWasKept(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await WalkAsync(world);
        var verify = world.Get<VerifyAudit>();
        var kept = (await verify.RunAsync(CancellationToken.None)).End.ShouldNotBeNull();
        var chain = await Chain.ReadAsync(world);
        Delete(chain, kept.Sequence, kept.Sequence);
        chain.RelinkFrom(kept.Sequence - 1);
        await chain.WriteAsync();
        await Scene.Must(world.Get<PlaceLock>().RunAsync(world.Scene.Tove, LockScope.Everything, "To be as long as before", CancellationToken.None));

        (await verify.RunAsync(CancellationToken.None)).Problem.ShouldBeNull("without the mark");
        (await verify.RunAsync(kept, CancellationToken.None)).Problem.ShouldNotBeNull().ShouldStartWith($"Event {kept.Sequence} is not the one that was kept");
    }

    private static async Task WalkAsync(World world)
    {
        var scene = world.Scene;
        await Scene.Must(world.Get<ErasePerson>().RunAsync(scene.Tove, scene.Jon.Id, CancellationToken.None));
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, TimeSpan.FromHours(1)));
        await Scene.Must(scene.ApproveAsync(scene.Bo, request));
        await Scene.Must(scene.AskAsync(scene.Mira, scene.Automatic, TimeSpan.FromHours(1), "Another reason"));
        await scene.OpenDueAsync();
        var grant = await scene.GrantOfAsync(request);
        await Scene.Must(world.Get<RevokeGrant>().RunAsync(scene.Tove, new GrantId(grant.Id), "Because", CancellationToken.None));
        await scene.RevokeDueAsync();
    }

    /// <summary>A verifier that falls over has not named anything.</summary>
    private static async Task<AuditVerdict> VerifyAsync(VerifyAudit verify)
    {
        try
        {
            return await verify.RunAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is not Npgsql.NpgsqlException)
        {
            return new AuditVerdict(-1, -1, $"threw {e.GetType().Name}");
        }
    }

    private static long On(AuditRow row, Action<AuditRow> change)
    {
        change(row);
        return row.Sequence;
    }

    private static long On(AuditPersonalRow row, Action<AuditPersonalRow> change)
    {
        change(row);
        return row.Sequence;
    }

    private static long FlipLeaf(Chain chain, long at) => On(chain[at], r => r.Leaf = Chain.Flip(r.Leaf, r.Leaf.Length / 2));

    private static long FlipLink(Chain chain, long at) => On(chain[at], r => r.Link = Chain.Flip(r.Link, 7));

    private static long Delete(Chain chain, long from, long to)
    {
        chain.Rows.RemoveAll(r => r.Sequence >= from && r.Sequence <= to);
        chain.Personal.RemoveAll(p => p.Sequence >= from && p.Sequence <= to);
        return from;
    }

    /// <summary>Nothing is gone and every link follows; only the numbers, from a place on, are one higher than what was counted.</summary>
    private static long LeftOut(Chain chain, long at)
    {
        chain.MakeRoomAt(at);
        chain.Head!.Sequence--;
        return at;
    }

    private static long ForgeAt(Chain chain, long at, bool linked)
    {
        chain.MakeRoomAt(at);
        var like = chain.Rows.First(r => r.Type == AuditTypes.GrantActive);
        return chain.Forge(at, like, linked ? null : [.. like.Link]).Sequence;
    }

    private static long ForgedFirst(Chain chain)
    {
        chain.MakeRoomAt(1);
        var like = chain.Rows.First(r => r.Type == AuditTypes.GrantActive);
        return chain.Forge(1, like, AuditChain.Link(AuditChain.Genesis(chain.Installation), like.Leaf)).Sequence;
    }

    private static long ForgedThree(Chain chain, long at)
    {
        for (var i = 0; i < 3; i++)
            ForgeAt(chain, at + i, linked: true);
        return at;
    }

    private static long PutInAgain(Chain chain, long at, long earlier)
    {
        chain.MakeRoomAt(at);
        return chain.Forge(at, chain[earlier], [.. chain[earlier].Link]).Sequence;
    }

    private static AuditRow Erasure(Chain chain) => chain.Rows.Single(r => r.Type == AuditTypes.PersonErased);

    /// <summary>A chain without a fault: what shows is that the first of the erased person's values is excused by nothing any more.</summary>
    private static long ErasureRewritten(Chain chain)
    {
        var (erasure, first) = (Erasure(chain), chain.Personal.First(p => chain.Keys.TrueForAll(k => k.PersonId != p.PersonId)));
        Rewritten(chain, erasure.Sequence, Replaced(erasure.Leaf, $"\"person\":\"{first.PersonId:N}\"", $"\"person\":\"{Guid.CreateVersion7():N}\""));
        return first.Sequence;
    }

    private static long Swap(Chain chain, long one, long other)
    {
        Chain.SwapRecords(chain[one], chain[other]);
        return one;
    }

    private static long Installation(Chain chain)
    {
        chain.Installation = Guid.CreateVersion7();
        return 1;
    }

    private static long Head(Chain chain, long sequence, byte[] link, long firstBad)
    {
        (chain.Head!.Sequence, chain.Head.Link) = (sequence, link);
        return firstBad;
    }

    private static long HeadDeleted(Chain chain, long last)
    {
        chain.Head = null;
        return last + 1;
    }

    private static long LastRewritten(Chain chain, long last)
    {
        chain[last].Leaf = Encoding.UTF8.GetBytes(Replaced(chain[last].Leaf, "\"v\":1", "\"v\":2"));
        chain[last].Link = AuditChain.Link(chain[last - 1].Link, chain[last].Leaf);
        return last;
    }

    private static long Rewritten(Chain chain, long at, string leaf)
    {
        chain[at].Leaf = Encoding.UTF8.GetBytes(leaf);
        chain.RelinkFrom(at);
        return at;
    }

    private static string Replaced(byte[] leaf, string what, string with)
    {
        var text = Encoding.UTF8.GetString(leaf);
        text.ShouldContain(what);
        return text.Replace(what, with, StringComparison.Ordinal);
    }

    private static AuditPersonalRow Reason(Chain chain) => chain.Personal.First(p => p.Name == "reason");

    private static long PersonalSwapped(Chain chain)
    {
        var boxes = chain.Personal.Where(p => p.Name == "reason" && p.PersonId == Reason(chain).PersonId).ToList();
        boxes.Count.ShouldBeGreaterThan(1);
        (boxes[0].Box, boxes[1].Box) = (boxes[1].Box, boxes[0].Box);
        return boxes[0].Sequence;
    }

    private static long PersonalAdded(Chain chain, long at)
    {
        var like = Reason(chain);
        chain.Personal.Add(new AuditPersonalRow { Sequence = at, Name = like.Name, PersonId = like.PersonId, Box = like.Box });
        return at;
    }

    private static long Key(Chain chain, Action<PersonKeyRow> change)
    {
        var person = Reason(chain).PersonId;
        change(chain.Keys.Single(k => k.PersonId == person));
        return chain.Personal.Where(p => p.PersonId == person).Min(p => p.Sequence);
    }
}
