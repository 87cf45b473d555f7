using JitPortal.Application.Requests;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Catalog;

/// <summary>What the viewer asks for most, one click away; the reason of last time stands there to be seen, and to be changed.</summary>
public sealed partial class UsualCards
{
    private string? refusal;
    private bool asking;

    [Parameter, EditorRequired]
    public required IReadOnlyList<UsualRequest> Usual { get; set; }

    [Parameter]
    public EventCallback<RequestId> OnFiled { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required SubmitRequest SubmitRequest { get; init; }

    private static string EditAddress(UsualRequest usual) =>
        $"/?ask={usual.Form.Entitlement}&for={Uri.EscapeDataString(DurationText.Format(usual.Form.Duration))}&reason={Uri.EscapeDataString(usual.Form.Reason)}";

    private async Task AskAsync(UsualRequest usual)
    {
        if (asking)
            return;
        (asking, refusal) = (true, null);
        try
        {
            var form = usual.Form with { IdempotencyKey = Guid.NewGuid().ToString("N") };
            var filed = await SubmitRequest.RunAsync(await Me.ReadAsync(CancellationToken.None), form, CancellationToken.None);
            if (filed.Succeeded)
                await OnFiled.InvokeAsync(filed.Value);
            else
                refusal = filed.Refusal.Shown;
        }
        finally
        {
            asking = false;
        }
    }
}
