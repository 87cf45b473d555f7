using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace JitPortal.Benchmarks.Policies;

/// <summary>An engine that runs under Node: a process of its own answers and times itself, so that starting it costs nothing.</summary>
internal sealed class NodeContender(string name, string folder, PolicyWorld world) : IContender
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string Name => name;

    public async Task<Answers> RunAsync(TimeSpan length)
    {
        var path = Path.Combine(folder, $"world-{world.Rules.Count}.json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(new { rules = world.Rules, questions = world.Questions }, Json));
        var output = await RunAsync(folder, "node", "contenders.js", name, path, length.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        var answer = JsonSerializer.Deserialize<Output>(output, Json)!;
        return new Answers(answer.PerSecond, answer.Answers);
    }

    /// <summary>Installs what <c>package-lock.json</c> names into a folder of its own, without running install scripts.</summary>
    public static async Task<string> InstallAsync()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Policies", "contenders");
        var folder = Directory.CreateTempSubdirectory("jitportal-contenders-").FullName;
        foreach (var file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await RunAsync(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        return folder;
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {arguments[0]} ended with {process.ExitCode}.");
    }

    private sealed record Output(double PerSecond, List<string> Answers);
}
