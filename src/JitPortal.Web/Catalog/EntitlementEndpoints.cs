using JitPortal.Application.Catalog;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Web.Intake;

namespace JitPortal.Web.Catalog;

/// <summary>The catalogue for programs.</summary>
internal static class EntitlementEndpoints
{
    private const string Kind = "entitlements";

    public static void MapEntitlements(this IEndpointRouteBuilder api) => api.MapGet("/entitlements", ListAsync)
        .WithTags("Entitlements")
        .WithSummary("What you may ask for, and what would happen")
        .Takes("limit", "cursor")
        .Answers<ApiPage<EntitlementJson>>();

    private static Task<IResult> ListAsync(ApiCall call, ListCatalog list) => call.PageAsync(
        Kind, ListCatalog.Most, (after, count) => list.RunAsync(call.Actor, after is { } id ? new EntitlementId(id) : null, count, call.Aborted), EntitlementJson.Of, item => item.Id);
}

/// <param name="Name">How requests may name it: resource:role.</param>
/// <param name="Outlook">What would happen: automatic, needsApproval or refused.</param>
/// <param name="Longest">For how long that holds; ISO 8601.</param>
/// <param name="Unavailable">Why it cannot be asked for just now.</param>
internal sealed record EntitlementJson(
    string Id,
    string Name,
    string Resource,
    string Role,
    string Description,
    string Target,
    string Kind,
    OutlookKind Outlook,
    string OutlookWords,
    string? Longest,
    bool TakesPublicKey,
    string? Unavailable,
    HeldJson? Held)
{
    public static EntitlementJson Of(CatalogItem item) => new(
        item.Id.ToString(), $"{item.Resource}:{item.Role}", item.Resource, item.Role, item.Description, item.TargetName, item.Kind,
        item.Outlook.Kind, item.Outlook.Words, item.Outlook.Kind == OutlookKind.Refused ? null : ApiJson.Write(item.Outlook.Longest),
        item.TakesPublicKey, item.Unavailable, item.Held is { } held ? new HeldJson(held.Id.ToString(), held.State, held.EndsAt) : null);
}

/// <summary>Your open grant on it.</summary>
internal sealed record HeldJson(string Id, GrantState State, DateTimeOffset? EndsAt);
