using System.Data.Common;
using JitPortal.Application.Audit;

namespace JitPortal.Web.Commands;

/// <summary>Walks the audit log from the first event to the last.</summary>
/// <param name="options">Settings such as <c>--Data:Folder=/var/lib/jitportal</c>.</param>
internal sealed class VerifyAuditCommand(string[] options) : Command
{
    public override async Task<int> RunAsync()
    {
        try
        {
            return await VerifyAsync();
        }
        catch (Exception failure) when (failure is CannotStartException or DbException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"The audit log could not be read. {failure.Message}");
            return Usage;
        }
    }

    private async Task<int> VerifyAsync()
    {
        using var host = await OfflinePortal.OpenAsync(options);
        var verdict = await host.Services.GetRequiredService<VerifyAudit>().RunAsync(CancellationToken.None);
        if (verdict.FirstBad is not { } sequence)
        {
            await Console.Out.WriteLineAsync($"The audit log is intact: {verdict.Events} events checked.");
            return Fine;
        }

        await Console.Error.WriteLineAsync($"The audit log is broken at event {sequence}: {verdict.Problem}");
        return FoundProblem;
    }
}
