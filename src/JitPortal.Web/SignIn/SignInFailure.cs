namespace JitPortal.Web.SignIn;

/// <summary>Why nobody was signed in; the page has one plain sentence for each, and never echoes what came from outside.</summary>
public enum SignInFailure
{
    IssuerAnswer,
    NotAdmitted,

    /// <summary>The issuer cannot be asked at all just now.</summary>
    IssuerOutOfReach,

    /// <summary>A stronger sign-in was given by another person than the one it was asked of.</summary>
    SomebodyElse,

    /// <summary>The issuer let them through without what was asked for.</summary>
    NotStrongEnough,

    /// <summary>What they wanted to do was kept for too long, or was done already.</summary>
    NothingKept,

    SessionEnded,
}
