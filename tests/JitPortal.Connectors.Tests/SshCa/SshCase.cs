using System.Diagnostics;
using System.Text.Json;
using JitPortal.Connectors.SshCa;
using JitPortal.Connectors.Tests.Conformance;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;

namespace JitPortal.Connectors.Tests.SshCa;

/// <summary>A host that trusts the portal's authority, with a sshd and the real ssh client.</summary>
public sealed class SshCase : TargetCase, IAsyncDisposable
{
    private readonly SshCaKind kind = new(Clock);
    private readonly TargetId id = TargetId.New();
    private readonly string authority;
    private readonly int? sessionCap;
    private long lastSerial = 1000;

    private SshCase(SshServer server, string authority, int? sessionCap) => (Server, this.authority, this.sessionCap) = (server, authority, sessionCap);

    public SshServer Server { get; }

    public override IConnectorKind Kind => kind;

    public override IConnector Connector => Connect();

    public override bool EndsByItself => true;

    public override bool Lists => false;

    public override bool Rotates => true;

    public override bool NeedsRightToClose => false;

    public override bool CanVanish => false;

    public static async Task<SshCase> CreateAsync(int? sessionCap = null)
    {
        var secret = SshCaKind.CreateAuthorityKey();
        var made = new SshCase(await SshServer.StartAsync(SshCaKind.AuthorityLine(secret)), secret, sessionCap);
        await made.Server.AllowAsync("dba");
        await made.Connector.CheckAsync(CancellationToken.None);   // publishes the first, empty list
        return made;
    }

    public override IConnector Another() => Connect();

    public IConnector Connect(TimeProvider? clock = null, int hostsPullEvery = 0, string? krlPath = null) => new SshCaKind(clock ?? Clock).Connect(
        id,
        JsonSerializer.Serialize(new
        {
            krlPath = krlPath ?? Server.KrlPath,
            hostsPullEvery,
            sessionCap,
            hosts = new[] { $"{Server.Host}:{Server.Port}" },
            loginUser = Server.User,
        }),
        authority);

    public override async Task<Held> PrepareAsync(TimeSpan lasting, string? name = null)
    {
        var principal = name?.Replace(' ', '_') ?? "dba";
        if (name is not null)
            await Server.AllowAsync(principal);
        return Prepare(lasting, JsonSerializer.Serialize(new { principals = new[] { principal } }));
    }

    public Held Prepare(TimeSpan lasting, string right, string? publicKey = null)
    {
        var grant = GrantId.New();
        var credential = kind.Prepare(right, publicKey);
        return new Held(Intent(grant, $"jit_{grant}", right, lasting, credential.Verifier, Interlocked.Increment(ref lastSerial)), credential.Secret);
    }

    public override async Task<bool> CanUseAsync(Held held) =>
        held.Material is not null && (await RunAsync(held, "echo in")).Output.Trim() == "in";

    public async Task<(int ExitCode, string Output)> RunAsync(Held held, params string[] command)
    {
        var (key, certificate) = await FilesAsync(held);
        return await Shell.RunAsync("ssh", [.. Server.LoginArguments(key, certificate), .. command]);
    }

    public override async Task<ILiveSession> UseAsync(Held held)
    {
        var (key, certificate) = await FilesAsync(held);
        return new Session(Process.Start(new ProcessStartInfo("ssh", [.. Server.LoginArguments(key, certificate), "cat"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
    }

    public override Task VanishAsync(Held held) => throw new NotSupportedException("A certificate is with its holder and cannot vanish.");

    public override Held Renewed(Held held)
    {
        var credential = kind.Prepare(held.Opening.Right, null);
        return new Held(held.Opening with { Verifier = credential.Verifier, Serial = Interlocked.Increment(ref lastSerial) }, credential.Secret);
    }

    /// <summary>Writes key and certificate as the holder would. A held without secret uses the key file named in it.</summary>
    public async Task<(string Key, string Certificate)> FilesAsync(Held held)
    {
        var key = Path.Combine(Server.ClientFolder, Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(key, held.Secret);
        await Shell.MustAsync("chmod", ["600", key]);
        await File.WriteAllTextAsync($"{key}-cert.pub", held.Material + "\n");
        return (key, $"{key}-cert.pub");
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private sealed class Session(Process process) : ILiveSession
    {
        public async Task<bool> WorksAsync()
        {
            var line = Guid.NewGuid().ToString("N");
            try
            {
                await process.StandardInput.WriteLineAsync(line);
                await process.StandardInput.FlushAsync();
            }
            catch (IOException)
            {
                return false;
            }

            return await process.StandardOutput.ReadLineAsync() == line;
        }

        public async ValueTask DisposeAsync()
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
