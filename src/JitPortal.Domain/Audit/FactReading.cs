using System.Globalization;

namespace JitPortal.Domain.Audit;

/// <summary>A record's facts, which <see cref="LeafReading"/> has as text, as what they were; <see langword="null"/> where there is none, or it is something else.</summary>
public static class FactReading
{
    public static long? Number(this IReadOnlyDictionary<string, string> facts, string name) =>
        long.TryParse(facts.GetValueOrDefault(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A length is recorded in whole seconds.</summary>
    public static TimeSpan? Length(this IReadOnlyDictionary<string, string> facts, string name) => facts.Number(name) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>An instant is recorded in milliseconds since 1970.</summary>
    public static DateTimeOffset? Instant(this IReadOnlyDictionary<string, string> facts, string name) => facts.Number(name) is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
