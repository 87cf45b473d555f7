namespace JitPortal.TestKit.Oracle;

/// <summary>Plays the oracle's log back: when did each principal have access?</summary>
public static class OracleReplay
{
    /// <returns>One window for every time access began; without an end while it is still there.</returns>
    public static IReadOnlyList<AccessWindow> Windows(IEnumerable<OracleEffect> effects)
    {
        var windows = new List<AccessWindow>();
        var open = new Dictionary<string, OracleEffect>(StringComparer.Ordinal);
        foreach (var effect in effects)
        {
            if (effect.What == "open")
                open.TryAdd(effect.Principal, effect);
            else if (effect.What == "close" && open.Remove(effect.Principal, out var began))
                windows.Add(new AccessWindow(effect.Principal, began.At, effect.At));
        }
        windows.AddRange(open.Values.Select(began => new AccessWindow(began.Principal, began.At, null)));
        return windows;
    }
}

/// <param name="To"><see langword="null"/> while it lasts.</param>
public sealed record AccessWindow(string Principal, DateTimeOffset From, DateTimeOffset? To);
