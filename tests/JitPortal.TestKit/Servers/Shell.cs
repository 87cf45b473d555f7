using System.Diagnostics;
using System.Globalization;

namespace JitPortal.TestKit.Servers;

/// <summary>Runs programs of the machine for the server fixtures.</summary>
public static class Shell
{
    public static bool IsRoot { get; } = Environment.UserName == "root";

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Exit code and everything it wrote, both streams.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    /// <exception cref="InvalidOperationException">The program ended with another code than zero.</exception>
    public static async Task<string> MustAsync(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var list = arguments.ToList();
        var (exitCode, output) = await RunAsync(program, list, folder);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', list)} ended with {exitCode}: {output}");
    }

    public static Task SignalAsync(string signal, IEnumerable<int> processes) =>
        RunAsync("kill", [$"-{signal}", .. processes.Select(p => p.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>A process and everything it started, read from /proc.</summary>
    public static IReadOnlyList<int> WithChildren(int process)
    {
        var parents = Directory.GetDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Parent: ParentOf(id)))
            .ToLookup(p => p.Parent, p => p.Id);
        return [process, .. parents[process].SelectMany(WithChildren)];
    }

    /// <summary>Whether it runs or could run; a zombie does not.</summary>
    public static bool IsAlive(int process) => Stat(process) is { } stat && stat[0] is not ("Z" or "X");

    private static int ParentOf(int process) => Stat(process) is { } stat ? int.Parse(stat[1], CultureInfo.InvariantCulture) : -1;

    // 4711 (postgres: checkpointer) S 4700 ... → S, 4700, ...
    private static string[]? Stat(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;   // it has ended
        }
    }
}
