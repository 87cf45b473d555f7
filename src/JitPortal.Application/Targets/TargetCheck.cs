using JitPortal.Domain.Targets;
using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Targets;

/// <summary>One check of one target with an end to it; whatever goes wrong is a finding in words.</summary>
public sealed class TargetCheck(ILogger<TargetCheck> log)
{
    /// <summary>Longest time for one check: 15 seconds. It asks more than one call does.</summary>
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(15);

    internal async Task<IReadOnlyList<Finding>> RunAsync(Func<Task<ConnectedTarget>> connect, CancellationToken ct)
    {
        try
        {
            return await LimitedCall.RunAsync(await connect(), TimeOut, (connector, limited) => connector.CheckAsync(limited), log, ct);
        }
        catch (TargetException e)
        {
            return [new Finding(FindingLevel.Problem, e.Message)];
        }
    }

    public static bool Passes(IReadOnlyList<Finding> findings) => findings.All(finding => finding.Level != FindingLevel.Problem);
}
