using System.Globalization;
using JitPortal.Application.Audit;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Requests;
using JitPortal.Web.Intake;

namespace JitPortal.Web.Audit;

/// <summary>The audit log for programs.</summary>
internal static class AuditEndpoints
{
    private const string Kind = "audit";

    public static void MapAudit(this IEndpointRouteBuilder api) => api.MapGet("/audit", ListAsync)
        .WithTags("Audit")
        .WithSummary("The audit log, oldest first")
        .WithDescription("For administrators and auditors. Sequence numbers have no gaps; filters: type, request, grant.")
        .Takes("limit", "cursor", "type", "request", "grant")
        .Answers<ApiPage<AuditEventJson>>();

    private static async Task<IResult> ListAsync(ApiCall call, ListAudit list)
    {
        var query = QueryOf(call);
        if (!query.Succeeded)
            return ApiProblems.Of(query.Refusal);
        var page = query.Value.Page;
        var entries = await list.RunAsync(call.Actor, query.Value.Query, call.Aborted);
        return entries.Match<IResult>(
            found => TypedResults.Ok(page.Answer(call, Kind, [.. found.Select(AuditEventJson.Of)], e => e.Sequence.ToString(CultureInfo.InvariantCulture))),
            ApiProblems.Of);
    }

    private static Outcome<(PageAsked Page, AuditQuery Query)> QueryOf(ApiCall call)
    {
        var page = PageAsked.Of(call, Kind, ListAudit.Most);
        if (!page.Succeeded)
            return page.Refusal;
        var after = 0L;
        if (page.Value.After is { } mark && !long.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return new Refusal.Invalid("cursor", "This is not a cursor of this list.");
        var (request, grant) = (call.Id("request"), call.Id("grant"));
        if (!request.Succeeded || !grant.Succeeded)
            return request.Refusal ?? grant.Refusal!;
        if (call.Query("type") is { } type && (type.Length > 100 || type.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not '.' and not '-')))
            return new Refusal.Invalid("type", "A type is like “grant.ended”.");
        return (page.Value, new AuditQuery(
            after,
            page.Value.ToRead,
            call.Query("type"),
            request.Value is { } r ? new RequestId(r) : null,
            grant.Value is { } g ? new GrantId(g) : null));
    }
}

/// <param name="Actor">Who did it; absent for the portal itself.</param>
/// <param name="Link">The hash chain up to and with this event.</param>
internal sealed record AuditEventJson(
    long Sequence, DateTimeOffset At, string Type, PersonJson? Actor, string? Request, string? Grant, IReadOnlyDictionary<string, string> Facts, string Link)
{
    public static AuditEventJson Of(AuditEntry entry) => new(
        entry.Sequence, entry.At, entry.Type, entry.ActorId is { } id ? new PersonJson(id.ToString(), entry.Actor ?? "") : null,
        entry.Request?.ToString(), entry.Grant?.ToString(), entry.Facts, entry.Link);
}
