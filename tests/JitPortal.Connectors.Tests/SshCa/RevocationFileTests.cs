using System.Text.Json;
using JitPortal.Connectors.SshCa;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace JitPortal.Connectors.Tests.SshCa;

/// <summary>The revocation list on disk, without a host.</summary>
public sealed class RevocationFileTests : IDisposable
{
    private const string Right = """{"principals":["dba"]}""";

    private readonly string folder = Directory.CreateTempSubdirectory("jitportal-krl-").FullName;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly string authority = SshCaKind.CreateAuthorityKey();

    private long lastSerial;

    private string KrlPath => Path.Combine(folder, "krl");

    [Fact]
    public async Task ParallelClose_ManyWriters_LosesNothing()
    {
        var closings = Enumerable.Range(1, 64).Select(i => Closing(i)).ToList();

        await Parallel.ForEachAsync(closings, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (closing, ct) =>
            (await Connect().CloseAsync([closing], ct)).Single().Failure.ShouldBeNull());

        (await Connect().ObserveAsync(closings, CancellationToken.None)).ShouldAllBe(o => o.Presence == Presence.Absent && o.Evidence == EvidenceKind.Observed);
    }

    [Fact]
    public async Task Close_LongAfterTheEnd_IsPrunedAndLapsed()
    {
        var early = Closing(1);
        await Connect().CloseAsync([early], CancellationToken.None);
        var size = new FileInfo(KrlPath).Length;

        clock.Advance(TimeSpan.FromHours(24.5));
        await Connect().CloseAsync([Closing(2)], CancellationToken.None);
        (await SerialsAsync()).ShouldBe(["1", "2"], "hosts' clocks may be behind, and this one ahead");
        clock.Advance(TimeSpan.FromMinutes(31));
        await Connect().CloseAsync([Closing(3)], CancellationToken.None);

        (await SerialsAsync()).ShouldBe(["2", "3"]);
        var observation = (await Connect().ObserveAsync([early], CancellationToken.None)).Single();
        observation.Presence.ShouldBe(Presence.Absent);
        observation.Evidence.ShouldBe(EvidenceKind.Lapsed);
        size.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Observe_HostsPullLater_SaysUntilWhen()
    {
        var connector = Connect(hostsPullEvery: 300, sessionCap: 60);
        var closing = await IssuedAsync(connector);
        await connector.CloseAsync([closing], CancellationToken.None);

        (await connector.ObserveAsync([closing], CancellationToken.None)).Single().ResidualUntil.ShouldBe(closing.NotAfter.AddSeconds(60), "a connection that is open can start sessions until then");
        clock.Advance(TimeSpan.FromHours(2));
        (await connector.ObserveAsync([closing], CancellationToken.None)).Single().ResidualUntil.ShouldBeNull("after its end a certificate opens nothing");
        connector.Residual.ShouldBe(TimeSpan.FromSeconds(360));
        Connect().Residual.ShouldBe(TimeSpan.MaxValue);
    }

    /// <summary>The settings may be others by the time at which it ends: the certificate is what a host goes by.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("ssh-keygen -t rsa -b 2048")]
    [InlineData("ssh-keygen -t ecdsa -b 384")]
    public async Task Observe_CapWasChangedAfterwards_GoesByTheCertificate(string? ownKey)
    {
        var key = ownKey is null ? null : await OwnKeyAsync(ownKey);
        var (without, capped) = (await IssuedAsync(Connect(), key), await IssuedAsync(Connect(sessionCap: 3600), key));
        var now = Connect(sessionCap: 60);
        await now.CloseAsync([without, capped], CancellationToken.None);

        var seen = await now.ObserveAsync([without, capped, capped with { Materials = [.. without.Materials, .. capped.Materials] }], CancellationToken.None);

        seen[0].ShouldSatisfyAllConditions(o => o.ResidualUntil.ShouldBeNull(), o => o.Words.ShouldContain("have no limit"));
        seen[1].ShouldSatisfyAllConditions(o => o.ResidualUntil.ShouldBe(capped.NotAfter.AddHours(1)), o => o.Words.ShouldNotContain("have no limit"));
        seen[2].Words.ShouldContain("have no limit", customMessage: "of several the one without");
    }

    [Fact]
    public async Task Observe_OneSerialIsNotRevoked_IsPresent()
    {
        var closing = Closing(1);
        await Connect().CloseAsync([closing], CancellationToken.None);

        (await Connect().ObserveAsync([closing with { Serials = [1, 2] }], CancellationToken.None)).Single().Presence.ShouldBe(Presence.Present);
    }

    [Fact]
    public async Task Close_AuthorityKeyWasReplaced_KeepsOldKeyIdsDead()
    {
        var closing = Closing(1);
        await Connect().CloseAsync([closing], CancellationToken.None);

        var renewed = Connect(SshCaKind.CreateAuthorityKey());
        await renewed.CloseAsync([Closing(2)], CancellationToken.None);

        (await renewed.ObserveAsync([closing], CancellationToken.None)).Single().Presence.ShouldBe(Presence.Absent);
        var list = await Shell.MustAsync("ssh-keygen", ["-Q", "-l", "-f", KrlPath]);
        list.ShouldContain(closing.Grant.ToString());
    }

    [Fact]
    public async Task Read_OneByteWasChanged_IsRefused()
    {
        var closing = Closing(77);
        await Connect().CloseAsync([closing], CancellationToken.None);
        var bytes = await File.ReadAllBytesAsync(KrlPath);

        foreach (var at in (int[])[0, 11, 40, bytes.Length / 2, bytes.Length - 1])
        {
            var changed = (byte[])bytes.Clone();
            changed[at] ^= 1;
            await File.WriteAllBytesAsync(KrlPath, changed);
            await Should.ThrowAsync<TargetException>(() => Connect().ObserveAsync([closing], CancellationToken.None));
        }
    }

    [Fact]
    public async Task Close_Again_WritesNothing()
    {
        await Connect().CloseAsync([Closing(1)], CancellationToken.None);
        var closing = Closing(2);
        await Connect().CloseAsync([closing], CancellationToken.None);
        var before = await File.ReadAllBytesAsync(KrlPath);
        clock.Advance(TimeSpan.FromMinutes(1));

        await Connect().CloseAsync([closing], CancellationToken.None);

        (await File.ReadAllBytesAsync(KrlPath)).ShouldBe(before);
    }

    [Fact]
    public async Task Close_LeftOverOfACrash_IsOverwritten()
    {
        await File.WriteAllTextAsync($"{KrlPath}.new", "half a list");
        var closing = Closing(1);

        (await Connect().CloseAsync([closing], CancellationToken.None)).Single().Failure.ShouldBeNull();

        (await SerialsAsync()).ShouldBe(["1"]);
    }

    [Fact]
    public async Task Open_Repeated_DiffersOnlyInTheSignature()
    {
        var grant = GrantId.New();
        var now = clock.GetUtcNow();
        var verifier = new SshCaKind(clock).Prepare(Right, null).Verifier;
        var opening = new Opening(grant, $"jit_{grant}", Right, now, now.AddHours(1), verifier, now.AddSeconds(8), 5, null);

        var first = Blob(await Connect().OpenAsync(opening, CancellationToken.None));
        var second = Blob(await Connect().OpenAsync(opening, CancellationToken.None));

        var signed = Math.Min(first.Length, second.Length) - 120;   // a signature is up to four bytes longer or shorter
        first[..signed].ShouldBe(second[..signed]);
        (await Should.ThrowAsync<TargetException>(() => Connect().OpenAsync(opening with { Serial = 0 }, CancellationToken.None))).Fault.ShouldBe(Fault.Rejected);
        (await Should.ThrowAsync<TargetException>(() => Connect().OpenAsync(opening with { Right = """{"principals":[]}""" }, CancellationToken.None))).Fault.ShouldBe(Fault.Rejected);
        (await Should.ThrowAsync<TargetException>(() => Connect().OpenAsync(opening with { NotAfter = now }, CancellationToken.None))).Fault.ShouldBe(Fault.Rejected);
        clock.Advance(TimeSpan.FromSeconds(8));
        (await Should.ThrowAsync<TargetException>(() => Connect().OpenAsync(opening, CancellationToken.None))).Fault.ShouldBe(Fault.Transient);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static byte[] Blob(Opened opened) => Convert.FromBase64String(opened.Material!.Split(' ')[1]);

    private IConnector Connect(string? secret = null, int hostsPullEvery = 0, int? sessionCap = null) => new SshCaKind(clock).Connect(
        TargetId.New(), JsonSerializer.Serialize(new { krlPath = KrlPath, hostsPullEvery, sessionCap }), secret ?? authority);

    private Closing Closing(long serial)
    {
        var grant = GrantId.New();
        return new Closing(grant, $"jit_{grant}", Right, KeepRight: false, [serial], clock.GetUtcNow().AddHours(1));
    }

    /// <summary>With the certificate that was issued for it.</summary>
    private async Task<Closing> IssuedAsync(IConnector connector, string? publicKey = null)
    {
        var closing = Closing(Interlocked.Increment(ref lastSerial));
        var now = clock.GetUtcNow();
        var verifier = new SshCaKind(clock).Prepare(Right, publicKey).Verifier;
        var opened = await connector.OpenAsync(new Opening(closing.Grant, closing.Principal, Right, now, closing.NotAfter, verifier, now.AddSeconds(8), closing.Serials[0], null), CancellationToken.None);
        return closing with { Materials = [opened.Material!] };
    }

    private async Task<string> OwnKeyAsync(string made)
    {
        var file = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        var words = made.Split(' ');
        await Shell.MustAsync(words[0], [.. words[1..], "-q", "-N", "", "-f", file]);
        return await File.ReadAllTextAsync(file + ".pub");
    }

    // serial: 1
    private async Task<IEnumerable<string>> SerialsAsync() => (await Shell.MustAsync("ssh-keygen", ["-Q", "-l", "-f", KrlPath]))
        .Split('\n').Where(l => l.StartsWith("serial: ", StringComparison.Ordinal)).SelectMany(Range);

    // ssh-keygen shows neighbours as one range: serial: 1-2
    private static IEnumerable<string> Range(string line)
    {
        var ends = line["serial: ".Length..].Split('-').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
