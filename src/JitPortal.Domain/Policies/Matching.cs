namespace JitPortal.Domain.Policies;

/// <summary>
/// Seats, each for one of several who may take it, and nobody sits in two. Whoever sits is moved to another seat until all are
/// taken or none can be (augmenting paths of a bipartite matching).
/// </summary>
internal sealed class Matching<T>
    where T : notnull
{
    private readonly List<IReadOnlyCollection<T>> seats = [];
    private readonly Dictionary<T, int> taken = [];

    /// <summary>One more seat. It never takes somebody from an earlier seat who cannot sit elsewhere.</summary>
    /// <returns>Whether it is taken now.</returns>
    internal bool Seat(IReadOnlyCollection<T> who)
    {
        seats.Add(who);
        return Take(seats.Count - 1, []);
    }

    private bool Take(int seat, HashSet<T> tried)
    {
        foreach (var one in seats[seat])
        {
            if (!tried.Add(one))
                continue;
            if (taken.TryGetValue(one, out var other) && !Take(other, tried))
                continue;
            taken[one] = seat;
            return true;
        }
        return false;
    }
}
