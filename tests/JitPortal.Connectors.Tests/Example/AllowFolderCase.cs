using JitPortal.Connectors.Tests.Conformance;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.Tests.Example;

/// <summary>A folder, and a program that looks into it whenever somebody signs in.</summary>
internal sealed class AllowFolderCase : TargetCase, IDisposable
{
    private const string Right = """{"role":"operator"}""";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("jitportal-allow-");
    private long serial;

    public AllowFolderCase()
    {
        File.WriteAllText(Mark, "");
        Connector = Another();
    }

    public string Mark => Path.Combine(folder.FullName, AllowFolderConnector.Mark);

    public override IConnectorKind Kind { get; } = new AllowFolderKind(Clock);

    public override IConnector Connector { get; }

    public override bool EndsByItself => false;

    public override bool Lists => true;

    public override bool Rotates => false;

    public override IConnector Another() => Kind.Connect(TargetId.New(), $$"""{"folder":"{{folder.FullName}}"}""", secret: null);

    public override Task<Held> PrepareAsync(TimeSpan lasting, string? name = null)
    {
        var login = name ?? $"person-{Guid.NewGuid():N}";
        return Task.FromResult(new Held(Intent(GrantId.New(), login, Right, lasting, verifier: null, ++serial), Secret: null));
    }

    /// <summary>As the program does it: it compares names, and knows nothing of how they are written.</summary>
    public override Task<bool> CanUseAsync(Held held) => Task.FromResult(Files(held).Any());

    public override async Task<ILiveSession> UseAsync(Held held) => new SignedIn(await CanUseAsync(held));

    public override Task VanishAsync(Held held)
    {
        foreach (var file in Files(held))
            file.Delete();
        return Task.CompletedTask;
    }

    public override Held Renewed(Held held) => held with { Opening = held.Opening with { Serial = ++serial } };

    public void Dispose() => folder.Delete(recursive: true);

    private IEnumerable<FileInfo> Files(Held held) =>
        folder.EnumerateFiles("*.allow", SearchOption.AllDirectories).Where(file => Uri.UnescapeDataString(Path.GetFileNameWithoutExtension(file.Name)) == held.Opening.Principal);

    /// <summary>Whoever is in stays in: the program does not look again.</summary>
    private sealed class SignedIn(bool allowed) : ILiveSession
    {
        public Task<bool> WorksAsync() => Task.FromResult(allowed);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
