using Microsoft.AspNetCore.Components;

namespace JitPortal.DemoTarget;

/// <summary>The orders, with what this session may do to them.</summary>
public sealed partial class OrdersPage
{
    [Parameter, EditorRequired]
    public required string Login { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Roles { get; set; }

    /// <summary>When access from the portal ends; <see langword="null"/> for an account that has none.</summary>
    [Parameter]
    public DateTimeOffset? Until { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<Order> Orders { get; set; }

    [Parameter, EditorRequired]
    public required TimeProvider Clock { get; set; }

    private bool MayRefund => Roles.Contains(DemoTarget.Roles.RefundClerk);

    private string At(DateTimeOffset instant) => EndedPage.At(instant, Clock);
}
