namespace JitPortal.Domain.Time;

/// <summary>
/// Instants are truncated to milliseconds where they enter the product, so that what is compared in memory, stored in
/// SQLite (integer milliseconds), in PostgreSQL (<c>timestamptz</c>, microseconds) and hashed into the audit log is one value.
/// </summary>
public static class Instants
{
    public static DateTimeOffset ToMilliseconds(this DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());

    /// <summary>The clock's now, as the product stores it.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) => clock.GetUtcNow().ToMilliseconds();
}
