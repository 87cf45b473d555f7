using JitPortal.Application.Audit;
using JitPortal.Domain.Audit;

namespace JitPortal.Web.Commands;

/// <summary>Walks the audit log from the first event to the last.</summary>
/// <param name="options">Settings such as <c>--Data:Folder=/var/lib/jitportal</c>, and <c>--kept=3412:459c…</c> from an earlier time.</param>
internal sealed class VerifyAuditCommand(string[] options) : Command
{
    private const string KeptKey = "kept";

    public override Task<int> RunAsync() => OrSayAsync("The audit log could not be read.", VerifyAsync);

    private async Task<int> VerifyAsync()
    {
        using var host = await OfflinePortal.OpenAsync(options, KeptKey);
        var kept = host.Services.GetRequiredService<IConfiguration>()[KeptKey] is { } text
            ? ChainMark.Parse(text) ?? throw new CannotStartException($"--{KeptKey}: “{text}” is no mark; it is a number, a colon and 64 hexadecimal digits, as an earlier verification said it.")
            : null;
        var verdict = await host.Services.GetRequiredService<VerifyAudit>().RunAsync(kept, CancellationToken.None);
        if (verdict.FirstBad is not { } sequence)
        {
            await Console.Out.WriteLineAsync($"The audit log is intact: {verdict.Events} events checked{(kept is null ? ". Not checked against an earlier mark" : $", and event {kept.Sequence} is the one that was kept")}.");
            await Console.Out.WriteLineAsync($"Keep this outside the database, and check against it the next time: --{KeptKey}={verdict.End}");
            return Fine;
        }

        await Console.Error.WriteLineAsync($"The audit log is broken at event {sequence}: {verdict.Problem}");
        return FoundProblem;
    }
}
