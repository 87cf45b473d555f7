namespace JitPortal.Domain.Targets;

/// <summary>What went wrong on a target, in the only four ways that change what the portal does next.</summary>
public enum Fault
{
    /// <summary>Try again: unreachable, overloaded, timed out, half an answer.</summary>
    Transient,

    /// <summary>The target understood and said no; repeating the same call is pointless while opening.</summary>
    Rejected,

    /// <summary>The portal's own account is refused: an administrator has to mend the credentials.</summary>
    Unauthorized,

    /// <summary>The thing that carries the access is gone. While opening this is an error, while closing it is done.</summary>
    TargetMissing,
}

/// <summary>
/// A connector call that did not work. <see cref="Exception.Message"/> is a sentence for people and safe for the audit log:
/// no secret, no connection string, no statement text.
/// </summary>
public sealed class TargetException(Fault fault, string message, Exception? inner = null) : Exception(TargetText.Of(message), inner)
{
    public Fault Fault { get; } = fault;
}
