using System.Diagnostics;
using JitPortal.Connectors.SshCa;
using JitPortal.Connectors.Tests.Conformance;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;
using Renci.SshNet;
using Shouldly;
using Xunit;
using Shell = JitPortal.TestKit.Servers.Shell;

namespace JitPortal.Connectors.Tests.SshCa;

/// <summary>What only certificates do, seen by a real sshd, the real client and <c>ssh-keygen</c>.</summary>
public sealed class SshTests : IAsyncDisposable
{
    private const string Dba = """{"principals":["dba"]}""";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private SshCase? made;

    [Fact]
    public async Task Open_Certificate_SaysWhatWasGranted()
    {
        var target = await CaseAsync();
        var held = target.Prepare(Hour, """{"principals":["web","dba"],"extensions":["permit-pty","permit-agent-forwarding"],"bindSourceAddress":true}""");
        held = await target.OpenAsync(held with { Opening = held.Opening with { SourceAddress = "127.0.0.1" } });
        var (_, certificate) = await target.FilesAsync(held);

        var text = await Shell.MustAsync("ssh-keygen", ["-L", "-f", certificate]);

        text.ShouldContain("user certificate");
        text.ShouldContain($"Key ID: \"{held.Opening.Grant}\"");
        text.ShouldContain($"Serial: {held.Opening.Serial}");
        text.ShouldContain("source-address 127.0.0.1/32");
        foreach (var word in (string[])["web", "dba", "permit-pty", "permit-agent-forwarding"])
            text.ShouldContain($" {word}\n");
        (await target.CanUseAsync(held)).ShouldBeTrue("from its own address");
        (await target.Server.LogAsync()).ShouldContain($"ID {held.Opening.Grant} (serial {held.Opening.Serial})");
    }

    [Fact]
    public async Task Open_OtherPrincipal_DoesNotLogIn()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(target.Prepare(Hour, """{"principals":["web"]}"""));

        (await target.CanUseAsync(held)).ShouldBeFalse();
    }

    [Fact]
    public async Task Open_BoundToAnotherAddress_DoesNotLogIn()
    {
        var target = await CaseAsync();
        var held = target.Prepare(Hour, """{"principals":["dba"],"bindSourceAddress":true}""");

        (await Should.ThrowAsync<TargetException>(() => target.OpenAsync(held))).Fault.ShouldBe(Fault.Rejected, "the address is not known");
        held = await target.OpenAsync(held with { Opening = held.Opening with { SourceAddress = "10.9.9.9" } });

        (await target.CanUseAsync(held)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ed25519", null)]
    [InlineData("ecdsa", "384")]
    [InlineData("rsa", "3072")]
    public async Task Open_HoldersOwnKey_LogsInAndNothingSecretIsMade(string type, string? bits)
    {
        var target = await CaseAsync();
        var key = Path.Combine(target.Server.ClientFolder, "own");
        await Shell.MustAsync("ssh-keygen", ["-q", "-t", type, .. bits is null ? Array.Empty<string>() : ["-b", bits], "-N", "", "-C", "alice@laptop", "-f", key]);

        var held = target.Prepare(Hour, Dba, await File.ReadAllTextAsync($"{key}.pub"));
        held.Secret.ShouldBeNull();
        held.Opening.Verifier!.ShouldNotContain("alice");
        held = await target.OpenAsync(held) with { Secret = await File.ReadAllTextAsync(key) };

        (await target.CanUseAsync(held)).ShouldBeTrue();
    }

    [Fact]
    public async Task Open_GeneratedKey_WorksInAnotherClientToo()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        var (key, certificate) = await target.FilesAsync(held);

        using var file = new PrivateKeyFile(key, null, certificate);
        using var client = new SshClient(target.Server.Host, target.Server.Port, target.Server.User, file);
        await client.ConnectAsync(CancellationToken.None);

        using var command = client.RunCommand("echo in");
        command.Result.Trim().ShouldBe("in");
    }

    [Fact]
    public async Task Close_Certificate_IsRevokedForOpenSshToo()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        var other = await target.OpenAsync(Hour);
        await target.Connector.CloseAsync([held.Closing], CancellationToken.None);

        (await RevokedAsync(target, held)).ShouldBeTrue();
        (await RevokedAsync(target, other)).ShouldBeFalse();
    }

    [Fact]
    public async Task Close_SerialsAreUnknown_KeyIdAloneRevokes()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        await target.Connector.CloseAsync([held.Closing with { Serials = [] }], CancellationToken.None);

        (await RevokedAsync(target, held)).ShouldBeTrue();
        (await target.CanUseAsync(held)).ShouldBeFalse();
    }

    [Fact]
    public async Task Open_AfterClose_IsRefused()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        await target.Connector.CloseAsync([held.Closing], CancellationToken.None);

        (await Should.ThrowAsync<TargetException>(() => target.OpenAsync(held))).Fault.ShouldBe(Fault.Rejected);
    }

    [Fact]
    public async Task RevocationList_IsMissing_LocksEverybodyOutAndIsSaid()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        var closed = await target.OpenAsync(Hour);
        await target.Connector.CloseAsync([closed.Closing], CancellationToken.None);
        var kept = await File.ReadAllBytesAsync(target.Server.KrlPath);
        File.Delete(target.Server.KrlPath);

        (await target.CanUseAsync(held)).ShouldBeFalse("sshd fails closed");
        (await Should.ThrowAsync<TargetException>(() => target.OpenAsync(Hour))).Message.ShouldContain("missing");
        (await Should.ThrowAsync<TargetException>(() => target.Connector.ObserveAsync([held.Closing], CancellationToken.None))).Fault.ShouldBe(Fault.Rejected);
        (await target.Connector.CloseAsync([held.Closing], CancellationToken.None)).Single().Failure.ShouldNotBeNull();
        (await target.Connector.CheckAsync(CancellationToken.None)).ShouldContain(f => f.Level == FindingLevel.Problem);
        File.Exists(target.Server.KrlPath).ShouldBeFalse("an empty list would bring the closed one back to life");

        await File.WriteAllBytesAsync(target.Server.KrlPath, kept);
        (await target.CanUseAsync(held)).ShouldBeTrue();
    }

    [Fact]
    public async Task RevocationList_IsOlderThanPublished_IsRefused()
    {
        var target = await CaseAsync();
        var held = await target.OpenAsync(Hour);
        var old = await File.ReadAllBytesAsync(target.Server.KrlPath);
        await target.Connector.CloseAsync([held.Closing], CancellationToken.None);
        await File.WriteAllBytesAsync(target.Server.KrlPath, old);

        (await Should.ThrowAsync<TargetException>(() => target.Connector.ObserveAsync([held.Closing], CancellationToken.None))).Message.ShouldContain("older");
    }

    [Fact]
    public async Task RevocationList_OfSomebodyElse_IsRefusedAndLeftAlone()
    {
        var target = await CaseAsync();
        var foreign = Path.Combine(target.Server.ClientFolder, "foreign");
        await Shell.MustAsync("ssh-keygen", ["-q", "-k", "-f", foreign]);
        var bytes = await File.ReadAllBytesAsync(foreign);
        var held = target.Prepare(Hour, Dba);

        var connector = target.Connect(krlPath: foreign);
        (await Should.ThrowAsync<TargetException>(() => connector.OpenAsync(held.Opening, CancellationToken.None))).Fault.ShouldBe(Fault.Rejected);
        (await connector.CloseAsync([held.Closing], CancellationToken.None)).Single().Failure.ShouldNotBeNull();

        (await File.ReadAllBytesAsync(foreign)).ShouldBe(bytes);
    }

    [Fact]
    public async Task RevocationList_FolderDoesNotExist_IsRefused()
    {
        var target = await CaseAsync();
        var connector = target.Connect(krlPath: "/nonexistent/folder/krl");

        (await Should.ThrowAsync<TargetException>(() => connector.OpenAsync(target.Prepare(Hour, Dba).Opening, CancellationToken.None))).Fault.ShouldBe(Fault.Rejected);
    }

    [Fact]
    public async Task SessionCap_RunsOut_EndsTheSession()
    {
        var target = await CaseAsync(sessionCap: 2);
        var held = await target.OpenAsync(Hour);
        (await target.RunAsync(held, "echo 'a b'; exit 3")).ShouldBe((3, "a b\n"), "commands run as before");
        await using var session = await target.UseAsync(held);
        (await session.WorksAsync()).ShouldBeTrue();

        await Eventually.TrueAsync(async () => !await session.WorksAsync(), "the session ends by itself", TimeSpan.FromSeconds(10));
        target.Connector.Residual.ShouldBe(TimeSpan.FromSeconds(2));
    }

    /// <summary>A host checks the certificate when the connection is made, and not for what is started over it later.</summary>
    [Fact]
    public async Task SessionCap_AConnectionIsSharedBeyondTheEnd_StartsNothingMore()
    {
        var target = await CaseAsync(sessionCap: 600);
        var held = await target.OpenAsync(TimeSpan.FromSeconds(20));
        var (key, certificate) = await target.FilesAsync(held);
        var shared = Path.Combine(target.Server.ClientFolder, "shared");
        string[] login = [.. target.Server.LoginArguments(key, certificate), "-S", shared];
        using var connection = Process.Start(new ProcessStartInfo("ssh", [.. login, "-M", "-N"]))!;
        try
        {
            await Eventually.TrueAsync(async () => (await Shell.RunAsync("ssh", [.. login, "echo in"])).Output.Trim() == "in" && File.Exists(shared), "the connection is shared");

            await Eventually.TrueAsync(() => TimeProvider.System.GetUtcNow() > held.Opening.NotAfter.AddSeconds(1), "the certificate has ended", TimeSpan.FromMinutes(1));
            var later = await Shell.RunAsync("ssh", [.. login, "echo in"]);

            connection.HasExited.ShouldBeFalse("it is the same connection");
            later.ExitCode.ShouldBe(1);
            later.Output.Trim().ShouldBe("This certificate has ended. If the access goes on, connect anew.");
        }
        finally
        {
            connection.Kill();
            await connection.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task Open_PortsWouldOutliveTheCap_IsRefused()
    {
        var target = await CaseAsync(sessionCap: 60);
        var forwarding = target.Prepare(Hour, """{"principals":["dba"],"extensions":["permit-pty","permit-port-forwarding"]}""");

        (await Should.ThrowAsync<TargetException>(() => target.OpenAsync(forwarding))).ShouldSatisfyAllConditions(e => e.Fault.ShouldBe(Fault.Rejected), e => e.Message.ShouldContain("permit-port-forwarding"));
    }

    [Fact]
    public async Task Rotate_Twice_OnlyTheLastKeyLives()
    {
        var target = await CaseAsync();
        var first = await target.OpenAsync(Hour);
        var second = await RotateAsync(target, first);
        var third = await RotateAsync(target, second);

        (await target.CanUseAsync(second)).ShouldBeFalse();
        (await target.CanUseAsync(third)).ShouldBeTrue();
        (await Should.ThrowAsync<TargetException>(() => target.OpenAsync(first))).Fault.ShouldBe(Fault.Rejected, "a late replay must not certify the old key");

        var longer = third.Opening with { NotAfter = third.Opening.NotAfter + Hour, Serial = third.Opening.Serial + 1 };
        var moved = third with { Opening = longer, Material = (await target.Connector.MoveEndAsync(longer, CancellationToken.None)).Material };
        (await target.CanUseAsync(moved)).ShouldBeTrue();
        await target.Connector.CloseAsync([moved.Closing with { Serials = [] }], CancellationToken.None);
        foreach (var one in (Held[])[first, second, third, moved])
            (await RevokedAsync(target, one)).ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        if (made is not null)
            await made.DisposeAsync();
    }

    private async Task<SshCase> CaseAsync(int? sessionCap = null) => made = await SshCase.CreateAsync(sessionCap);

    private static async Task<Held> RotateAsync(SshCase target, Held held)
    {
        var renewed = target.Renewed(held);
        return renewed with { Material = (await target.Connector.RotateAsync(renewed.Opening, CancellationToken.None)).Material };
    }

    private static async Task<bool> RevokedAsync(SshCase target, Held held)
    {
        var (_, certificate) = await target.FilesAsync(held);
        var (exitCode, output) = await Shell.RunAsync("ssh-keygen", ["-Q", "-f", target.Server.KrlPath, certificate]);
        output.ShouldContain(exitCode == 0 ? "ok" : "REVOKED");
        return exitCode != 0;
    }
}
