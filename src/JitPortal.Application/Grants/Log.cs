using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Grants;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "The database cannot be used just now; due closes go on from the last reading.")]
    public static partial void DatabaseFailed(this ILogger log, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "The job server cannot be reached; revocations run in the loop itself.")]
    public static partial void EnqueueFailed(this ILogger log, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "Work on the target {Target} failed; it is tried again.")]
    public static partial void WorkFailed(this ILogger log, Exception exception, Guid target);

    [LoggerMessage(4, LogLevel.Error, "Work on the grant {Grant} failed; it is tried again.")]
    public static partial void GrantFailed(this ILogger log, Exception exception, Guid grant);

    [LoggerMessage(5, LogLevel.Error, "A part of the loop failed; the others go on.")]
    public static partial void PartFailed(this ILogger log, Exception exception);
}
