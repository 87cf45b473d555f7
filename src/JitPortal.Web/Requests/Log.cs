namespace JitPortal.Web.Requests;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A preview could not be computed")]
    public static partial void PreviewFailed(ILogger logger, Exception failure);
}
