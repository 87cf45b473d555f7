using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Targets;

internal static partial class Log
{
    [LoggerMessage(6, LogLevel.Error, "The connector of the target {Target} failed in a way it should not.")]
    public static partial void ConnectorFailed(this ILogger log, Exception exception, Guid target);
}
