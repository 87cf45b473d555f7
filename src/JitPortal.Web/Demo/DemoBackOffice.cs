using System.Text.Json;
using JitPortal.Application.Targets;
using JitPortal.Connectors.SignedHttp;
using JitPortal.DemoTarget;

namespace JitPortal.Web.Demo;

/// <summary>Runs the "Orders back office" inside the portal's process: a web app that takes the portal's signed messages.</summary>
internal sealed class DemoBackOffice(IConfiguration configuration) : IStartAnnouncement
{
    public const string UrlKey = "DemoTarget:Url";
    public const string DefaultUrl = "http://localhost:5403";
    public const string TargetName = "orders-back-office";

    private static readonly string[] ThisMachine = ["127.0.0.0/8", "::1/128"];

    private readonly string folder = Path.GetFullPath(Path.Combine(configuration[DataFolder.Key]!, "back-office"));
    private WebApplication? office;

    public string Line => $"The orders back office is at {Url}; its logins come from the portal.";

    private string Url => (configuration[UrlKey] ?? DefaultUrl).TrimEnd('/');

    public async Task StartAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var madeFor = await RememberAsync("url", Url, ct);
        if (madeFor != Url)
            throw new CannotStartException($"The demo in {DataFolder.Key} reaches its back office at {madeFor}, and an address is never edited. Set {UrlKey} to it, or begin a new demo in an empty folder.");
        office = BackOffice.Build(new BackOfficeOptions(Url, await SecretAsync(ct), Path.Combine(folder, "access.json")));
        try
        {
            await office.StartAsync(ct);
        }
        catch (IOException taken) when (ListenAddresses.IsTaken(taken))
        {
            throw new CannotStartException($"{Url} is already in use. Choose another address for the demo's back office with {UrlKey}.", taken);
        }
    }

    public async Task StopAsync(CancellationToken ct)
    {
        if (office is null)
            return;
        await office.StopAsync(ct);
        await office.DisposeAsync();
    }

    /// <summary>How the portal reaches it.</summary>
    public async Task<TargetForm> PrepareAsync(CancellationToken ct)
    {
        var settings = JsonSerializer.Serialize(new
        {
            url = Url + BackOffice.ReceiverPath,
            networks = ThisMachine,
            endsSessions = true,
            endsItself = true,
            signIn = Url + "/?login={login}",
        });
        return new TargetForm(TargetName, "signed-http", settings, await SecretAsync(ct));
    }

    private Task<string> SecretAsync(CancellationToken ct) => RememberAsync("secret", SignedHttpKind.CreateSecret(), ct);

    private async Task<string> RememberAsync(string name, string made, CancellationToken ct)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path) && await File.ReadAllTextAsync(path, ct) is { Length: > 0 } known)
            return known;
        await File.WriteAllTextAsync(path, made, ct);
        return made;
    }
}
