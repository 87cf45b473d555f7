namespace JitPortal.TestKit.Oracle;

/// <summary>One line of what really happened on the target, by the target's own clock.</summary>
public sealed record OracleEffect(long Number, DateTimeOffset At, string What, string Grant, string Principal);

/// <summary>How the oracle misbehaves from now on.</summary>
public enum OracleFault
{
    None,

    /// <summary>Accepts the call and never answers.</summary>
    Hang,

    /// <summary>Closes the connection before doing anything.</summary>
    Reset,

    /// <summary>Does what was asked, then closes the connection without an answer.</summary>
    CutReply,

    /// <summary>Answers that it will not.</summary>
    Reject,

    /// <summary>Answers with half a line.</summary>
    HalfAnswer,

    /// <summary>Holds the call until <see cref="OracleServer.LetGo"/>, then carries it out, as a slow network would.</summary>
    Hold,

    /// <summary>Says that it has closed the access and leaves it there.</summary>
    Pretend,
}
