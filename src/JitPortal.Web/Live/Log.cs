namespace JitPortal.Web.Live;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether the hub's listeners may go on could not be asked")]
    public static partial void ListenersNotChecked(ILogger logger, Exception failure);
}
