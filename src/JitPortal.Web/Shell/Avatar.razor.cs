using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Shell;

/// <summary>The first letters of a name; the name itself stands beside it.</summary>
public sealed partial class Avatar
{
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter]
    public bool Large { get; set; }

    private string Initials => string.Concat(Name.Split(' ', '-').Where(word => word.Length > 0).Take(2).Select(word => char.ToUpperInvariant(word[0])));
}
