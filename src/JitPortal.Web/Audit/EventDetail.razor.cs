using System.Globalization;
using JitPortal.Application.Audit;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Audit;

/// <summary>One event of the log with everything that is recorded about it, beside the list or, on a narrow screen, in its place.</summary>
public sealed partial class EventDetail
{
    private ElementReference heading;

    [Parameter, EditorRequired]
    public required AuditEventView Event { get; set; }

    /// <summary>It was opened on a page that stood already, so the focus comes along.</summary>
    [Parameter]
    public bool TakesFocus { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private string Utc => Event.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>For whoever gets it: without the place in the list, which moves on.</summary>
    private string Link => string.Create(CultureInfo.InvariantCulture, $"/audit?event={Event.Sequence}");

    private string Closes => Navigation.GetUriWithQueryParameter("event", (long?)null);

    private string AddressOf(long sequence) => Navigation.GetUriWithQueryParameter("event", sequence);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && TakesFocus)
            await heading.FocusAsync();
    }
}
