namespace JitPortal.Web.SignIn;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in did not complete")]
    public static partial void SignInFailed(ILogger logger, Exception? failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A validated sign-in was not admitted: {Refusal}")]
    public static partial void SignInRefused(ILogger logger, string refusal);

    [LoggerMessage(Level = LogLevel.Error, Message = "The issuer's documents cannot be read, so nobody can sign in; told to people as {Id}")]
    public static partial void IssuerOutOfReach(ILogger logger, Exception failure, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether a session may go on could not be asked; it goes on, and every use case asks for itself")]
    public static partial void SessionNotChecked(ILogger logger, Exception failure);
}
