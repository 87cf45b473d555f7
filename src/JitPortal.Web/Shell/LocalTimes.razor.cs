using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>A sentence of the record, with the instants in it ("2026-11-19T13:45:08Z") shown in the viewer's zone.</summary>
public sealed partial class LocalTimes
{
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    private IEnumerable<(string Text, DateTimeOffset? At)> Parts =>
        Instant().Split(Text).Select(part => DateTimeOffset.TryParseExact(
            part.Replace(' ', 'T'), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at < ViewerClock.Latest
            ? (part, (DateTimeOffset?)at)
            : (part, null));

    /// <summary>With the whole match captured by name, splitting keeps it.</summary>
    [GeneratedRegex("(?<at>[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}Z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Instant();
}
