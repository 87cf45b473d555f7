namespace JitPortal.Storage.Grants;

/// <summary>
/// A worker's temporary right to act on a set of grants. Its id is repeated in the WHERE of every write, so a worker whose
/// claim has lapsed and been taken over cannot write (I-10).
/// </summary>
public sealed class Claim(Guid id, IReadOnlyList<ClaimedGrant> grants, DateTimeOffset until)
{
    /// <summary>How long a claim lasts unless it is renewed: 8 seconds.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(8);

    /// <summary>How often it is renewed: every 2 seconds.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(2);

    private long untilTicks = until.UtcTicks;
    private int held = grants.Count;

    public Guid Id { get; } = id;

    public IReadOnlyList<ClaimedGrant> Grants { get; } = grants;

    /// <summary>The moment after which another worker may take over; no effect may begin after it.</summary>
    public DateTimeOffset Until => new(Interlocked.Read(ref untilTicks), TimeSpan.Zero);

    /// <summary>Whether it may still hold a grant: not once every one was let go of by the write that finished it.</summary>
    public bool IsHeld => Volatile.Read(ref held) > 0;

    /// <summary>So many of its grants were let go of, each once, in a transaction that has committed.</summary>
    public void LetGo(int count) => Interlocked.Add(ref held, -count);

    internal void Extend(DateTimeOffset to) => Interlocked.Exchange(ref untilTicks, to.UtcTicks);
}

/// <summary>A grant as it stood when it was claimed, with its leases oldest first.</summary>
/// <param name="HeldBefore">The right was there before the first grant that is open on it now.</param>
/// <param name="OthersWantIt">Another grant that is opening or active wants the same right.</param>
/// <param name="OthersOnIt">Another grant that has not ended with evidence, one being revoked included, is on the same right.</param>
public sealed record ClaimedGrant(GrantRow Row, IReadOnlyList<LeaseRow> Leases, bool? HeldBefore, bool OthersWantIt, bool OthersOnIt);
