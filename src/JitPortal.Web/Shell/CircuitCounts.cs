namespace JitPortal.Web.Shell;

/// <summary>How many pages each person has open on this node.</summary>
internal sealed class CircuitCounts
{
    /// <summary>Those that lost their connection count for three minutes more.</summary>
    public const int PerPerson = 100;

    private readonly Dictionary<string, int> open = new(StringComparer.Ordinal);
    private readonly Lock turn = new();

    public bool TryAdd(string person)
    {
        lock (turn)
        {
            var now = open.GetValueOrDefault(person);
            if (now >= PerPerson)
                return false;
            open[person] = now + 1;
            return true;
        }
    }

    public void Remove(string person)
    {
        lock (turn)
        {
            if (--open[person] == 0)
                open.Remove(person);
        }
    }
}
