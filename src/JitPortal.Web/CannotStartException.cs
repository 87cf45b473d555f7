using System.Data.Common;

namespace JitPortal.Web;

/// <summary>The portal cannot start for a reason its owner can mend; the message is the one sentence they get.</summary>
public sealed class CannotStartException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What a failure before the portal's work tells its owner.</summary>
    /// <returns><see langword="null"/> for a bug, of which the owner mends nothing.</returns>
    public static string? Sentence(Exception failure) => failure switch
    {
        CannotStartException => failure.Message,
        DbException => $"The database cannot be used ({DatabaseChoice.ProviderKey}): {failure.Message}",
        InvalidOperationException { InnerException: DbException inside } => Sentence(inside),   // EF wraps what might pass
        InvalidOperationException => failure.Message,
        _ => null,
    };
}
