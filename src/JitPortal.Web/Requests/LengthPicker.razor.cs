using JitPortal.Domain.Time;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Requests;

/// <summary>Chooses a length, and says which moment that is.</summary>
public sealed partial class LengthPicker
{
    [Parameter, EditorRequired]
    public required LengthChoice Value { get; set; }

    /// <summary>The end if it began now.</summary>
    [Parameter]
    public DateTimeOffset? Ends { get; set; }

    /// <summary>What is longer cannot be had in any way; it can be chosen, to see why.</summary>
    [Parameter]
    public TimeSpan? Longest { get; set; }

    [Parameter]
    public string? Error { get; set; }

    [Parameter]
    public EventCallback<LengthChoice> OnChange { get; set; }

    private bool TooLong(TimeSpan preset) => preset > Longest;

    private string? Message => Error ?? (Value.Preset is null && Value.Typed.Length > 0 && Value.Duration is null ? DurationText.Accepted : null);
}
