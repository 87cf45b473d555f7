namespace JitPortal.Storage;

/// <summary>Which portal this is; known once the database has been prepared.</summary>
public sealed class Installation
{
    private Guid? id;

    /// <exception cref="InvalidOperationException">The database has not been prepared yet.</exception>
    public Guid Id => id ?? throw new InvalidOperationException("The database has not been prepared yet.");

    internal void Know(Guid known) => id = known;
}
