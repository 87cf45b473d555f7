using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace JitPortal.DemoTarget;

/// <summary>What an open page turns into when its session is over.</summary>
public sealed partial class EndedPage
{
    [Parameter, EditorRequired]
    public required SessionEnd End { get; set; }

    [Parameter, EditorRequired]
    public required TimeProvider Clock { get; set; }

    /// <summary>As the clock on the wall of the machine shows it.</summary>
    internal static string At(DateTimeOffset instant, TimeProvider clock) =>
        TimeZoneInfo.ConvertTime(instant, clock.LocalTimeZone).ToString("HH:mm", CultureInfo.InvariantCulture);
}
