using JitPortal.Domain.Targets;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Targets;

/// <summary>What the portal needs on the target, ready to paste, and its price.</summary>
public sealed partial class NarrowAccounts
{
    [Parameter, EditorRequired]
    public required ConnectorForm Form { get; set; }
}
