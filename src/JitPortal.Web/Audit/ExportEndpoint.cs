using System.Globalization;
using JitPortal.Application.Audit;
using JitPortal.Domain.Time;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;

namespace JitPortal.Web.Audit;

/// <summary>Streams a list of the auditor as a file. The log notes who took what.</summary>
public static class ExportEndpoint
{
    public const string Path = "/audit/export";

    public static void MapExport(this IEndpointRouteBuilder app) =>
        app.MapPost(Path, ExportAsync)
            .RequireAuthorization(PortalPolicies.Operations)
            .AddEndpointFilter<RequireAntiforgeryToken>();

    private static async Task<IResult> ExportAsync(HttpContext context, ActorFromClaims actors, ExportLists lists, BeginExport begin, TimeProvider clock, CancellationToken ct)
    {
        var actor = await actors.ReadAsync(context, ct);
        if (actor is null)
            return TypedResults.Unauthorized();
        var asked = ExportAsked.Of(context.Request.Query, await context.Request.ReadFormOrNoneAsync(ct));
        if (!asked.Succeeded)
            return asked.Refusal.ToProblem();
        // What is taken out reads the same, whoever takes it out.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var list = await lists.OpenAsync(actor, asked.Value, ct);
        if (!list.Succeeded)
            return list.Refusal.ToProblem();
        // Noted before the first row leaves, and not where none does.
        var log = await begin.RunAsync(actor, asked.Value.What, asked.Value.Filter, ct);
        if (!log.Succeeded)
            return log.Refusal.ToProblem();
        var now = clock.Now();
        var file = string.Create(CultureInfo.InvariantCulture, $"jitportal-{asked.Value.What}-{now:yyyyMMdd'T'HHmmss'Z'}.{asked.Value.Format}");
        return asked.Value.Format == ExportAsked.Csv
            ? TypedResults.Stream(body => CsvList.WriteAsync(body, list.Value, log.Value, now, ct), "text/csv; charset=utf-8", file)
            : TypedResults.Stream(body => JsonLines.WriteAsync(body, list.Value, log.Value, now, ct), "application/jsonl; charset=utf-8", file);
    }
}
