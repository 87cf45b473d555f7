namespace JitPortal.Web.Live;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether the hub's listeners may go on could not be asked")]
    public static partial void ListenersNotChecked(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An open page could not be read anew; it is tried again")]
    public static partial void NotRead(ILogger logger, Exception failure);
}
