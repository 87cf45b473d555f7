using JitPortal.Application.Grants;
using JitPortal.Domain.Grants;
using JitPortal.Web.Shell;
using JitPortal.Web.Targets;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Grants;

/// <summary>One open grant: until when, how to use it, and how to end it.</summary>
public sealed partial class GrantCard
{
    [Parameter, EditorRequired]
    public required GrantView Grant { get; set; }

    /// <summary>The holder came here to give it back.</summary>
    [Parameter]
    public bool GivingBack { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    private Chip Words => GrantWords.Of(Grant, Clock.Now);

    /// <summary>When the last session is gone, which may be later than the end.</summary>
    private string? Over => Grant switch
    {
        { State: not GrantState.Active } or { EndsAt: null } or { Residual: null } => null,
        { Residual: { } residual } when ResidualWords.IsUnlimited(residual) => ResidualWords.Of(residual),
        { Residual: { } residual, EndsAt: { } end } => T($"Really over by {Clock.Short(end + residual)}: open sessions {(residual > TimeSpan.Zero ? T("may last until then") : T("are cut"))}."),
    };

    private string TitleId => $"grant-title-{Grant.Id}";
}
