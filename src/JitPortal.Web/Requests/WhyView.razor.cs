using JitPortal.Application.Catalog;
using JitPortal.Application.Requests;
using JitPortal.Domain.Time;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Requests;

/// <summary>The policy's own reasons, and what another length would lead to.</summary>
public sealed partial class WhyView
{
    [Parameter]
    public RequestPreview? Preview { get; set; }

    [Parameter]
    public TimeSpan? Residual { get; set; }

    /// <summary>Every way there is for this role.</summary>
    [Parameter]
    public IReadOnlyList<Offer> Offers { get; set; } = [];

    [Parameter]
    public TimeSpan? Asked { get; set; }

    private string Heading => Preview?.Kind switch
    {
        OutlookKind.Automatic => T("Why it is automatic"),
        OutlookKind.NeedsApproval => T("Why somebody must agree"),
        OutlookKind.Refused when Preview.ReasonMissing is not null => T("What is still missing"),
        OutlookKind.Refused => T("Why not, and what is possible"),
        _ => T("Good to know"),
    };

    /// <summary>The engine's alternatives where it refuses; else the ways that this length does not take.</summary>
    private IEnumerable<string> Instead => Preview is { Alternatives.Count: > 0 } preview
        ? preview.Alternatives
        : Offers.Where(offer => Preview is not null && (offer.Longest < Asked || offer.Approvals > 0 && Preview.Kind == OutlookKind.Automatic)).Select(Words);

    private static string Words(Offer offer) => offer.Approvals switch
    {
        0 => T($"Up to {DurationText.Format(offer.Longest)} it is automatic."),
        1 => T($"Up to {DurationText.Format(offer.Longest)} is possible with 1 approval."),
        var people => T($"Up to {DurationText.Format(offer.Longest)} is possible with {people} approvals."),
    };
}
