using System.Diagnostics;
using System.Runtime.InteropServices;

namespace JitPortal.Web.Demo;

/// <summary>Runs a PostgreSQL program to its end; as another user when the portal runs as root, which PostgreSQL refuses.</summary>
internal static class ServerProcess
{
    private static readonly string[] Users = ["postgres", "nobody"];

    /// <summary>The user the programs run as; <see langword="null"/> for the portal's own.</summary>
    public static string? OtherUser { get; } = IsRoot() ? Users.FirstOrDefault(user => File.ReadLines("/etc/passwd").Any(line => line.StartsWith(user + ":", StringComparison.Ordinal))) : null;

    /// <exception cref="InvalidOperationException">It ended with an error; the message is its last words.</exception>
    public static async Task RunAsync(string program, IReadOnlyList<string> arguments, string log, CancellationToken ct)
    {
        // Output goes to a file: a server started by pg_ctl would keep a pipe open for ever.
        List<string> command = ["sh", "-c", "out=$1; shift; exec \"$@\" >>\"$out\" 2>&1", "sh", log, program, .. arguments];
        if (OtherUser is { } user)
            command.InsertRange(0, ["setpriv", $"--reuid={user}", $"--regid={user}", "--clear-groups"]);
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = Path.GetTempPath() })
            ?? throw new InvalidOperationException($"{program} could not be started.");
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {LastWords(log)}");
    }

    /// <summary>Gives a file or folder, with what is in it, to the user the programs run as.</summary>
    public static async Task ChownAsync(string path, string user, CancellationToken ct)
    {
        using var process = Process.Start("chown", ["-R", user, path]);
        await process.WaitForExitAsync(ct);
    }

    private static string LastWords(string log) => File.Exists(log) ? File.ReadLines(log).LastOrDefault() ?? "" : "";

    private static bool IsRoot() => !OperatingSystem.IsWindows() && GetEffectiveUserId() == 0;

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUserId();
}
