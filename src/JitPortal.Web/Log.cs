namespace JitPortal.Web;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "JitPortal is ready on {Addresses}")]
    public static partial void Listening(ILogger logger, string addresses);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Line}")]
    public static partial void Announce(ILogger logger, string line);
}
