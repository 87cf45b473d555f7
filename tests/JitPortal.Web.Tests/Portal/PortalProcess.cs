using System.Diagnostics;
using JitPortal.TestKit.Servers;
using Shouldly;

namespace JitPortal.Web.Tests.Portal;

/// <summary>The portal as its owner runs it: a process with an end, and what it said on the way there.</summary>
internal static class PortalProcess
{
    public static async Task<(int Code, string Error)> RunAsync(string workingFolder, string environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "jitportal.dll"), .. args])
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment, ["ASPNETCORE_URLS"] = "" },
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(BusyMachine.Allow(TimeSpan.FromMinutes(2)));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        (await output).ShouldNotContain("   at ");
        return (process.ExitCode, error.Trim());
    }
}
