namespace JitPortal.Domain.Grants;

/// <summary>How strong the proof is that a grant's access is gone. Less than <see cref="Observed"/> is never called "verified".</summary>
public enum EvidenceKind
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>The target was read back without the access.</summary>
    Observed,

    /// <summary>The target said so and cannot be read.</summary>
    Acknowledged,

    /// <summary>The issued material is past its own end.</summary>
    Lapsed,

    /// <summary>The grant's claim on the right is gone, and the right itself stays for another reason: another open grant, or standing access from before.</summary>
    Kept,

    /// <summary>Nothing was ever opened, so there is nothing to remove.</summary>
    NeverOpened,

    /// <summary>There is none: two administrators gave up on the target. The access may still be there, so it stays revocation debt.</summary>
    Forced,
}
