namespace JitPortal.Web.Demo;

internal static partial class DemoLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The demo goes on without its PostgreSQL target.")]
    public static partial void PostgresFailed(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "The demo makes up a company of {People} people and its last {Days} days. This takes some seconds, once.")]
    public static partial void Founding(ILogger log, int people, int days);
}
