using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Live;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Other nodes cannot be reached through the database just now; their changes show here when pages read again.")]
    public static partial void NodesNotReached(this ILogger log, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "A message of another node could not be read; it may be of another version.")]
    public static partial void MessageNotRead(this ILogger log, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The log cannot be looked into just now for what no event told of; it is tried again in a second.")]
    public static partial void LogNotLookedInto(this ILogger log, Exception exception);
}
