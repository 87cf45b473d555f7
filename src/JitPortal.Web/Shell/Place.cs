namespace JitPortal.Web.Shell;

/// <summary>A page that the navigation leads to.</summary>
/// <param name="Name">Unique among the places; tests find the place by it.</param>
public sealed record Place(string Name, string Href, string Icon, string Label)
{
    /// <summary>Pages under its address are places of their own, or of nobody.</summary>
    public bool Alone { get; init; }

    /// <summary>How much is there; shown if above zero.</summary>
    public int Count { get; init; }

    /// <summary>What is counted waits for the person: shown in the colour of waiting.</summary>
    public bool Hot { get; init; }

    /// <summary>What is done there cannot be taken lightly.</summary>
    public bool Danger { get; init; }

    /// <param name="path">Of the page that is shown, with its slash.</param>
    public bool Holds(string path) =>
        string.Equals(path, Href, StringComparison.OrdinalIgnoreCase) || (!Alone && path.StartsWith($"{Href}/", StringComparison.OrdinalIgnoreCase));
}
