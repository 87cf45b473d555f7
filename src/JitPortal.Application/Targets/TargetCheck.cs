using JitPortal.Domain.Targets;

namespace JitPortal.Application.Targets;

/// <summary>One check of one target with an end to it; whatever goes wrong is a finding in words.</summary>
internal static class TargetCheck
{
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(15);

    public static async Task<IReadOnlyList<Finding>> RunAsync(Func<Task<IConnector>> connect, CancellationToken ct)
    {
        try
        {
            var connector = await connect();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(TimeOut);
            return await connector.CheckAsync(limit.Token);
        }
        catch (TargetException e)
        {
            return [new Finding(FindingLevel.Problem, e.Message)];
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return [new Finding(FindingLevel.Problem, T($"The target did not answer within {TimeOut.TotalSeconds} s."))];
        }
    }

    public static bool Passes(IReadOnlyList<Finding> findings) => findings.All(finding => finding.Level != FindingLevel.Problem);
}
