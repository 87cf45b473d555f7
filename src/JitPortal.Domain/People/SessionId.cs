namespace JitPortal.Domain.People;

/// <summary>One signed-in browser. Known to the session itself and to the log, and of no use to anybody else: the cookie holds a key, not this.</summary>
public readonly record struct SessionId(Guid Value)
{
    public static SessionId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
