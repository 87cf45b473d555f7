namespace JitPortal.Domain.Targets;

/// <summary>What a connector can do on its target. Callers only display these or gate on them, hence flags and not sub-interfaces.</summary>
[Flags]
public enum Capability
{
    None = 0,

    /// <summary>Gives a right to the person's own account on the target.</summary>
    ExistingPrincipal = 1,

    /// <summary>Makes an account (or certificate) for one grant and removes it at the end.</summary>
    EphemeralPrincipal = 2,

    /// <summary>The target itself ends the access at the not-after, with the portal switched off (I-02).</summary>
    NativeExpiry = 4,

    /// <summary>Closing also ends sessions that are open (I-03).</summary>
    EndsSessions = 8,

    /// <summary>Works with an administrative account that can do nothing beyond giving and taking the managed rights.</summary>
    NarrowAdmin = 16,

    /// <summary>The target can be read back, so an end can be evidenced as observed.</summary>
    Observes = 64,

    /// <summary>Closes many holdings in one round trip.</summary>
    Batches = 128,

    /// <summary>The target can say who holds the managed rights, ours or not, so drift can be seen.</summary>
    Lists = 256,
}
