using System.Net;
using System.Text.Json;
using JitPortal.Connectors.SignedHttp;
using JitPortal.Connectors.Tests.Conformance;
using JitPortal.DemoTarget;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.TestKit.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace JitPortal.Connectors.Tests.SignedHttp;

/// <summary>The demo's back office, listening on a port of this machine, and a browser of the holder without scripts.</summary>
public sealed class BackOfficeCase : TargetCase, IAsyncDisposable
{
    public const string Refunds = "refund-clerk";

    private readonly PrincipalMode mode;
    private readonly string stateFile = Path.Combine(Directory.CreateTempSubdirectory("jitportal-office-").FullName, "state.json");
    private readonly TargetId id = TargetId.New();
    private readonly SignedHttpKind kind = new(Clock);
    private readonly List<IDisposable> others = [];
    private WebApplication office;

    private BackOfficeCase(PrincipalMode mode)
    {
        (this.mode, Port) = (mode, FreePort.Next());
        office = Build();
    }

    public int Port { get; }

    public string Secret { get; } = SignedHttpKind.CreateSecret();

    public override IConnectorKind Kind => kind;

    public override IConnector Connector => Connect();

    public override bool EndsByItself => true;

    public override bool Lists => true;

    public override bool Rotates => mode == PrincipalMode.Ephemeral;

    /// <summary>Its own login lives and dies with the access; a person's account can be taken away.</summary>
    public override bool CanVanish => mode == PrincipalMode.Existing;

    public Staff Staff => office.Services.GetRequiredService<Staff>();

    public static async Task<BackOfficeCase> CreateAsync(PrincipalMode mode)
    {
        var made = new BackOfficeCase(mode);
        await made.office.StartAsync();
        return made;
    }

    /// <summary>A new process on the same files.</summary>
    public async Task RestartAsync()
    {
        await office.DisposeAsync();
        office = Build();
        await office.StartAsync();
    }

    /// <param name="port">Another way to the same service, such as a fault proxy.</param>
    public IConnector Connect(int? port = null, string? secret = null, TargetId? target = null, TimeProvider? clock = null)
    {
        var with = clock is null ? kind : Other(clock);
        return with.Connect(target ?? id, Settings(port), secret ?? Secret);
    }

    public string Settings(int? port = null) => JsonSerializer.Serialize(new
    {
        url = $"http://127.0.0.1:{port ?? Port}{BackOffice.ReceiverPath}",
        networks = new[] { "127.0.0.1/32" },
        endsSessions = true,
        endsItself = true,
    });

    public override IConnector Another() => Other(Clock).Connect(TargetId.New(), Settings(), Secret);

    public override Task<Held> PrepareAsync(TimeSpan lasting, string? name = null)
    {
        var grant = GrantId.New();
        var right = Right(Refunds);
        if (mode == PrincipalMode.Ephemeral)
        {
            var credential = kind.Prepare(right, null);
            return Task.FromResult(new Held(Intent(grant, $"jit_{grant}", right, lasting, credential.Verifier, 1), credential.Secret));
        }
        var (login, password) = ($"{name ?? "alice"} {Guid.NewGuid().ToString("N")[..8]}", Guid.NewGuid().ToString("N"));
        Staff.Add(login, password);
        return Task.FromResult(new Held(Intent(grant, login, right, lasting, null, 1), password));
    }

    public string Right(string role) => JsonSerializer.Serialize(new { role, mode = mode == PrincipalMode.Existing ? "existing" : "ephemeral" });

    public override async Task<bool> CanUseAsync(Held held)
    {
        await using var session = await UseAsync(held);
        return await session.WorksAsync();
    }

    public override async Task<ILiveSession> UseAsync(Held held)
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        using var form = new FormUrlEncodedContent([new("login", held.Opening.Principal), new("password", held.Secret!)]);
        using var answer = await browser.PostAsync("/sign-in", form);
        return new Session(browser);
    }

    public override Task VanishAsync(Held held)
    {
        Staff.Remove(held.Opening.Principal);
        return Task.CompletedTask;
    }

    public override Held Renewed(Held held)
    {
        var credential = kind.Prepare(Right(Refunds), null);
        return new Held(held.Opening with { Verifier = credential.Verifier, Serial = held.Opening.Serial + 1 }, credential.Secret);
    }

    public async ValueTask DisposeAsync()
    {
        await office.DisposeAsync();
        kind.Dispose();
        others.ForEach(o => o.Dispose());
        Directory.Delete(Path.GetDirectoryName(stateFile)!, recursive: true);
    }

    private WebApplication Build() => BackOffice.Build(new BackOfficeOptions($"http://127.0.0.1:{Port}", Secret, stateFile));

    private SignedHttpKind Other(TimeProvider clock)
    {
        var other = new SignedHttpKind(clock);
        others.Add(other);
        return other;
    }

    private sealed class Session(HttpClient browser) : ILiveSession
    {
        /// <summary>The page offers the clerk's button; without the role it does not, and without a session it asks to sign in.</summary>
        public async Task<bool> WorksAsync() => (await browser.GetStringAsync("/")).Contains("refund-48211", StringComparison.Ordinal);

        public ValueTask DisposeAsync()
        {
            browser.Dispose();
            return default;
        }
    }
}
