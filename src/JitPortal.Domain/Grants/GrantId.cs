namespace JitPortal.Domain.Grants;

/// <summary>
/// The access an approved request produced. The id is idempotency key, name on the target (<c>jit_</c> + 32 hex), SSH key
/// id and webhook id at once, so a crash between "done" and "recorded" is healed by calling again.
/// </summary>
public readonly record struct GrantId(Guid Value)
{
    public static GrantId New() => new(Guid.CreateVersion7());

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("N");
}
