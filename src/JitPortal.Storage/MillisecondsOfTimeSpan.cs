using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace JitPortal.Storage;

/// <summary>Durations are whole milliseconds in both databases.</summary>
public sealed class MillisecondsOfTimeSpan() : ValueConverter<TimeSpan, long>(
    duration => (long)duration.TotalMilliseconds,
    milliseconds => TimeSpan.FromMilliseconds(milliseconds));

/// <summary>
/// SQLite cannot order or compare <see cref="DateTimeOffset"/>; there an instant is its Unix milliseconds.
/// </summary>
public sealed class MillisecondsOfInstant() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
