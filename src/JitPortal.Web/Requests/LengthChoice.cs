using JitPortal.Domain.Time;

namespace JitPortal.Web.Requests;

/// <summary>One of the usual lengths, or a typed one.</summary>
/// <param name="Preset"><see langword="null"/> for a typed length.</param>
public sealed record LengthChoice(TimeSpan? Preset, string Typed)
{
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    public static IReadOnlyList<TimeSpan> Presets { get; } =
    [
        TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(4),
    ];

    /// <summary><see langword="null"/> while what is typed is not a length.</summary>
    public TimeSpan? Duration => Preset ?? (DurationText.Parse(Typed) is { Succeeded: true, Value: var typed } && typed > TimeSpan.Zero ? typed : null);

    public static LengthChoice Of(TimeSpan length) =>
        Presets.Contains(length) ? new LengthChoice(length, "") : new LengthChoice(Preset: null, DurationText.Format(length));

    /// <summary>The longest usual length that is neither over an hour nor over <paramref name="longest"/>.</summary>
    public static LengthChoice AtMost(TimeSpan longest) =>
        new(Presets.LastOrDefault(preset => preset <= longest && preset <= Usual, Presets[0]), "");
}
