using System.Security.Cryptography;
using JitPortal.Application.Grants;
using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Storage.Secrets;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Secrets;

/// <summary>A secret opens only with the right key, unchanged, and in its own row (I-34).</summary>
public sealed class AtRestTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Secret_MovedToAnotherRow_DoesNotOpen(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (first, second) = (await AddAsync(world, "first", "first-secret"), await AddAsync(world, "second", "second-secret"));
        var store = world.Get<SecretStore>();
        (await store.ReadAsync(first, None)).ShouldBe("first-secret");

        await world.SqlAsync("UPDATE secrets SET \"Box\" = (SELECT s.\"Box\" FROM secrets s WHERE s.\"OwnerId\" = {0}) WHERE \"OwnerId\" = {1}", first.Value, second.Value);
        await Should.ThrowAsync<CryptographicException>(store.ReadAsync(second, None));
        (await store.ReadAsync(first, None)).ShouldBe("first-secret");

        await world.SqlAsync("UPDATE secrets SET \"Purpose\" = {0} WHERE \"OwnerId\" = {1}", SecretPurpose.Credential, first.Value);
        await using var db = world.Db();
        await Should.ThrowAsync<CryptographicException>(store.ReadAsync(db, SecretPurpose.Credential, first.Value, None));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Secret_AnyByteFlippedOrCut_DoesNotOpen(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var target = await AddAsync(world, "first", "first-secret");
        await using var db = world.Db();
        var box = await db.Secrets.Where(s => s.OwnerId == target.Value).Select(s => s.Box).SingleAsync();
        var keys = world.Get<KeyRing>();
        keys.OpenText(SecretPurpose.Connector, target.Value, box).ShouldBe("first-secret");
        for (var i = 0; i < box.Length; i++)
        {
            byte[] flipped = [.. box];
            flipped[i] ^= 0x80;
            Should.Throw<CryptographicException>(() => keys.Open(SecretPurpose.Connector, target.Value, flipped), $"byte {i}");
            Should.Throw<CryptographicException>(() => keys.Open(SecretPurpose.Connector, target.Value, box.AsSpan(0, i)), $"cut at {i}");
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Secret_OfAConnectorBroken_SaysWhatToDoAndGrantsNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var target = await AddAsync(world, "first", "first-secret");
        await world.SqlAsync("UPDATE secrets SET \"Box\" = {0}", RandomNumberGenerator.GetBytes(100));

        var findings = await Scene.Must(world.Get<CheckTarget>().RunAsync(world.Scene.Tove, target, None));

        findings.ShouldHaveSingleItem().Words.ShouldBe("The connector's secret cannot be decrypted: restore the key file, or enter the secret anew.");
    }

    /// <summary>A credential that cannot be opened is not called revealed.</summary>
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Reveal_BoxBroken_ThrowsAndChangesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var grant = await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, Hour);
        await world.SqlAsync("UPDATE secrets SET \"Box\" = {0}", RandomNumberGenerator.GetBytes(200));
        var before = await world.StateAsync();

        await Should.ThrowAsync<CryptographicException>(world.Get<RevealCredential>().RunAsync(world.Scene.Mira, new GrantId(grant.Id), None));

        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task ParallelReveal_EightAtOnceOnTwoNodes_OneGetsIt(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var node = await world.NodeAsync();
        for (var round = 0; round < 10; round++)
        {
            var grant = await world.Scene.ActiveGrantAsync(world.Scene.Mira, world.Scene.Automatic, Hour);
            var id = new GrantId(grant.Id);
            var answers = await World.AtOnceAsync([.. Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? world.Portal : node).Get<RevealCredential>())
                .Select<RevealCredential, Func<Task<Outcome<RevealedCredential>>>>(use => () => use.RunAsync(world.Scene.Mira, id, None))]);
            answers.Count(a => a.Succeeded).ShouldBe(1);
            answers.Where(a => !a.Succeeded).ShouldAllBe(a => a.Refusal is Refusal.Conflict);
            await using var db = world.Db();
            (await db.Secrets.CountAsync()).ShouldBe(0, "the stored copy goes with the answer");
            await Scene.Must(world.Get<GiveBackGrant>().RunAsync(world.Scene.Mira, id, None));
            await world.Scene.RevokeDueAsync();
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Start_OtherMasterKey_RefusesWithTheClearSentence(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var right = world.Get<KeyRing>().KeyId;
        var other = KeyRing.Ephemeral();
        var before = await world.StateAsync();

        var refused = await Should.ThrowAsync<InvalidOperationException>(TestPortal.CreateAsync(world.Database, keys: other));

        refused.Message.ShouldBe($"This database was sealed under the master key {right}, but the key file holds {other.KeyId}. Restore the right key file (Data:Folder/keys/master.key), or start with an empty database.");
        (await world.StateAsync()).ShouldBe(before);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Start_KeyFileGone_MakesANewKeyThatTheDatabaseRefuses(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var path = Path.Combine(world.Database.Folder, "keys", "master.key");
        var saved = await File.ReadAllTextAsync(path);
        File.Delete(path);

        (await Should.ThrowAsync<InvalidOperationException>(TestPortal.CreateAsync(world.Database))).Message.ShouldContain("Restore the right key file");
        File.Exists(path).ShouldBeTrue();
        (await File.ReadAllTextAsync(path)).ShouldNotBe(saved);

        await File.WriteAllTextAsync(path, saved);
        await using var restored = await TestPortal.CreateAsync(world.Database);
        restored.Get<KeyRing>().KeyId.ShouldBe(world.Get<KeyRing>().KeyId);
    }

    [Fact]
    public async Task KeyRing_EightFirstStartsAtOnce_HaveOneKeyThatOnlyTheOwnerReads()
    {
        var folder = Directory.CreateTempSubdirectory("jitportal-keys-").FullName;
        var rings = await World.AtOnceAsync([.. Enumerable.Range(0, 8).Select<int, Func<Task<string>>>(_ => () => Task.FromResult(KeyRing.OpenOrCreate(folder).KeyId))]);
        rings.Distinct().Count().ShouldBe(1);
        Directory.GetFiles(folder).Select(Path.GetFileName).ShouldBe(["master.key"]);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(folder, "master.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    public void KeyRing_FileIsNoKey_SaysWhatToDo(string content)
    {
        var folder = Directory.CreateTempSubdirectory("jitportal-keys-").FullName;
        File.WriteAllText(Path.Combine(folder, "master.key"), content);

        Should.Throw<InvalidDataException>(() => KeyRing.OpenOrCreate(folder)).Message.ShouldContain("Restore it from your backup");

        Directory.Delete(folder, recursive: true);
    }

    private static Task<TargetId> AddAsync(World world, string name, string secret) =>
        Scene.Must(world.Get<AddTarget>().RunAsync(world.Scene.Tove, new TargetForm(name, OracleKind.Name, "1", secret), None));
}
