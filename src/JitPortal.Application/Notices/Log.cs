using Microsoft.Extensions.Logging;

namespace JitPortal.Application.Notices;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Record {Sequence} of the audit log could not be turned into notices; the administrators are told.")]
    public static partial void EventFailed(this ILogger log, Exception exception, long sequence);

    [LoggerMessage(2, LogLevel.Error, "People could not be told just now; it is tried again.")]
    public static partial void PartFailed(this ILogger log, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "Notice {Notice} could not be written as an e-mail; it is on the failure list.")]
    public static partial void MessageFailed(this ILogger log, Exception exception, long notice);

    [LoggerMessage(4, LogLevel.Warning, "The mail server did not take notice {Notice}: {Words}")]
    public static partial void NotSent(this ILogger log, long notice, string words);

    [LoggerMessage(5, LogLevel.Error, "Mail could not be sent just now; it is tried again.")]
    public static partial void MailFailed(this ILogger log, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "The time zone of a browser was not remembered; e-mails go on with the one known before.")]
    public static partial void ZoneNotRemembered(this ILogger log, Exception exception);
}
