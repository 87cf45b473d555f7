using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using JitPortal.Benchmarks.Circuits;
using JitPortal.TestKit.Servers;

namespace JitPortal.Benchmarks.Start;

/// <summary>
/// From the start of the process to the first page that anybody may see, and the memory it has then, against the empty template; both
/// published as docs/operation.md says, compiled ahead of time for this system.
/// </summary>
internal static class StartBenchmark
{
    public static async Task RunAsync(RunOptions options, Report report)
    {
        await using var app = await TemplateApp.BuildAsync();
        var data = Directory.CreateTempSubdirectory("jitportal-start-");
        var (ourProgram, theirProgram) = (data.CreateSubdirectory("portal").FullName, data.CreateSubdirectory("template").FullName);
        var sources = data.CreateSubdirectory("sources").FullName;
        Checkout.CopySources(sources);
        await PublishAsync(Path.Combine(sources, "src", "JitPortal.Web"), ourProgram);
        await PublishAsync(app.Project, theirProgram, "-p:PublishReadyToRun=true");
        string[] portal = [Path.Combine(ourProgram, "jitportal.dll"), $"--Data:Folder={data.CreateSubdirectory("data").FullName}", "--Auth:Mode=Oidc", "--Auth:Authority=http://issuer.test", "--Auth:ClientSecret=nobody-asks-it", "--Demo:Enabled=false"];
        var first = await StartAsync(portal, "/signed-out");   // makes the database
        List<First> ours = [];
        List<First> theirs = [];
        for (var round = 0; round < options.Rounds; round++)
        {
            ours.Add(await StartAsync(portal, "/signed-out"));
            theirs.Add(await StartAsync([Path.Combine(theirProgram, "Template.dll")], "/"));
        }
        data.Delete(recursive: true);
        var (time, memory) = (Sample.Ratios(ours.Select(f => f.Milliseconds), theirs.Select(f => f.Milliseconds)), Sample.Ratios(ours.Select(f => f.Megabytes), theirs.Select(f => f.Megabytes)));
        report.Ratio("first page/template", time);
        report.Ratio("resident/template", memory);
        report.Absolute("first page.ms", new Sample(ours.Select(f => f.Milliseconds)).Median);
        report.Absolute("first start ever.ms", first.Milliseconds);
        report.Table(
            ["start", "portal", "template", "times"],
            [
                ["ms to the first page", Of(ours, f => f.Milliseconds), Of(theirs, f => f.Milliseconds), time.ToString()],
                ["MB resident then", Of(ours, f => f.Megabytes), Of(theirs, f => f.Megabytes), memory.ToString()],
                ["ms, the first start of all", Sample.Short(first.Milliseconds), "", ""],
            ]);
    }

    private static Task PublishAsync(string project, string to, params string[] settings) =>
        Shell.MustAsync("dotnet", ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-o", to, "-v", "q", .. settings]);

    private static string Of(IEnumerable<First> starts, Func<First, double> value) => new Sample(starts.Select(value)).ToString();

    private static async Task<First> StartAsync(string[] arguments, string page)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{FreePort.Next()}");
        using var http = new HttpClient();
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [.. arguments, $"--urls={url}"])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(arguments[0]),
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        await Eventually.TrueAsync(() => process.HasExited ? throw new InvalidOperationException("It ended; see its output.") : AnswersAsync(http, url + page), $"{page} is there", TimeSpan.FromMinutes(2));
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        process.Refresh();
        var resident = process.WorkingSet64 / 1e6;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        return new First(took, resident);
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string address)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private sealed record First(double Milliseconds, double Megabytes);
}
