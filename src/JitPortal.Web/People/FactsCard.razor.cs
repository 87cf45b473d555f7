using JitPortal.Application.People;
using JitPortal.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.People;

/// <summary>Roles, groups and accounts of somebody, each with its source and age: policies decide by them.</summary>
public sealed partial class FactsCard
{
    [Parameter, EditorRequired]
    public required PersonView View { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    private TimeSpan Age(DateTimeOffset at) => Clock.Now > at ? Clock.Now - at : TimeSpan.Zero;
}
