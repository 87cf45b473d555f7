namespace JitPortal.Web;

/// <summary>The portal cannot start for a reason its owner can mend; the message is the one sentence they get.</summary>
public sealed class CannotStartException(string message, Exception? inner = null) : Exception(message, inner);
