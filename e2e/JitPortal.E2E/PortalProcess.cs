using System.Diagnostics;
using System.Globalization;
using System.Text;
using JitPortal.TestKit.Servers;

namespace JitPortal.E2E;

/// <summary>
/// The real portal in a process of its own, as the README starts it: embedded defaults, development issuer, demo targets. Its data
/// folder outlives the process, so it can be killed and started again.
/// </summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(120);
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    private readonly StringBuilder output = new();
    private readonly int port = FreePort.Next();
    private readonly int issuerPort = FreePort.Next();
    private readonly int officePort = FreePort.Next();
    private Process? process;

    public string DataFolder { get; } = MakeFolder();

    /// <summary>Added to what it is started with, as environment variables: <c>Demo__Company</c>.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal)
    {
        ["Demo__Company"] = "false",   // a past that most stories do not need, and that takes seconds
    };

    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");

    /// <summary>Each person has a host name of their own, so that two can be signed in in one browser.</summary>
    public string AddressOf(string person) => string.Create(CultureInfo.InvariantCulture, $"http://{person}.localhost:{port}");

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    public async Task StartAsync()
    {
        Launch();
        await Eventually.TrueAsync(IsReadyAsync, $"the portal is ready; it said: {Output}", StartWithin);
    }

    /// <summary>Starts it and kills it as soon as it has made a certain file or folder of its data.</summary>
    public Task KillOnceItHasMadeAsync(string pattern) =>
        KillOnceAsync(() => Task.FromResult(Directory.EnumerateFileSystemEntries(DataFolder, pattern, Everywhere).Any()), $"there is {pattern}");

    /// <summary>Starts it and kills it as soon as something is so.</summary>
    public async Task KillOnceAsync(Func<Task<bool>> condition, string what)
    {
        Launch();
        await Eventually.TrueAsync(
            async () => process!.HasExited ? throw new InvalidOperationException($"The portal ended with {process.ExitCode} before {what}: {Output}") : await condition(), what, StartWithin);
        await KillAsync();
    }

    private void Launch()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(ProjectFolder, "bin", "Debug", "net10.0", "jitportal.dll")])
        {
            WorkingDirectory = ProjectFolder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = Address;
        start.Environment["DevIssuer__Url"] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{issuerPort}");
        start.Environment["DemoTarget__Url"] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{officePort}");
        start.Environment["Data__Folder"] = DataFolder;
        foreach (var (key, value) in Settings)
            start.Environment[key] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL: no cleaning up, as after a power cut.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    public async Task<int> RunCommandAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(ProjectFolder, "bin", "Debug", "net10.0", "jitportal.dll"), .. arguments]) { WorkingDirectory = ProjectFolder };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Data__Folder"] = DataFolder;
        foreach (var (key, value) in Settings)
            start.Environment[key] = value;
        using var command = Process.Start(start)!;
        await command.WaitForExitAsync();
        return command.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            // Ends as on Ctrl C, so that the demo's own PostgreSQL is stopped too.
            await Shell.SignalAsync("TERM", [process.Id]);
            await process.WaitForExitAsync();
        }
        process?.Dispose();
        Directory.Delete(DataFolder, recursive: true);
    }

    /// <summary>One that the demo's database server can reach, too: run by root, it is another user's.</summary>
    private static string MakeFolder()
    {
        var folder = Directory.CreateTempSubdirectory("jitportal-e2e-");
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return folder.FullName;
    }

    /// <summary>Its issuer too: the first sign-in asks it for its keys, and a busy machine may take longer than the portal waits.</summary>
    private async Task<bool> IsReadyAsync()
    {
        if (process!.HasExited)
            throw new InvalidOperationException($"The portal ended with {process.ExitCode}: {Output}");
        using var client = new HttpClient();
        return await AnswersAsync(client, port, "/healthz/ready")
            && (Settings.ContainsKey("Auth__Authority") || await AnswersAsync(client, issuerPort, "/.well-known/openid-configuration"));
    }

    private static async Task<bool> AnswersAsync(HttpClient client, int port, string path)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}{path}")));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
            output.AppendLine(line.Data);
    }

    private static string ProjectFolder => Path.Combine(Checkout.Top, "src", "JitPortal.Web");
}
