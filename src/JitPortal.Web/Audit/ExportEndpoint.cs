using System.Globalization;
using JitPortal.Application.Audit;
using JitPortal.Domain;
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
        var asked = ExportAsked.Of(context.Request.Query, await context.Request.ReadFormAsync(ct));
        if (!asked.Succeeded)
            return asked.Refusal.ToProblem();
        var log = await begin.RunAsync(actor, asked.Value.What, asked.Value.Filter, ct);
        if (!log.Succeeded)
            return log.Refusal.ToProblem();
        // What is taken out reads the same, whoever takes it out.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var list = await lists.OpenAsync(actor, asked.Value, log.Value, ct);
        if (!list.Succeeded)
            return list.Refusal.ToProblem();
        var now = clock.Now();
        var file = string.Create(CultureInfo.InvariantCulture, $"jitportal-{asked.Value.What}-{now:yyyyMMdd'T'HHmmss'Z'}.{asked.Value.Format}");
        return asked.Value.Format == ExportAsked.Csv
            ? TypedResults.Stream(body => CsvList.WriteAsync(body, list.Value, log.Value, now, ct), "text/csv; charset=utf-8", file)
            : TypedResults.Stream(body => JsonLines.WriteAsync(body, list.Value, log.Value, now, ct), "application/jsonl; charset=utf-8", file);
    }
}

/// <param name="What">"events", "who" or "exceptions".</param>
/// <param name="Filter">The query as it came, for the note in the log.</param>
internal sealed record ExportAsked(string What, string Format, string Filter, IQueryCollection Query)
{
    public const string Csv = "csv";
    private const string JsonLinesFormat = "jsonl";
    private static readonly string[] Known = ["events", "who", "exceptions"];
    private static readonly string[] Instants = ["at", "since", "until"];

    public static Outcome<ExportAsked> Of(IQueryCollection query, IFormCollection form)
    {
        var (what, format) = (query["what"].ToString(), form["format"].ToString());
        if (!Known.Contains(what))
            return new Refusal.Invalid("what", "Say “events”, “who” or “exceptions”.");
        if (format is not (Csv or JsonLinesFormat))
            return new Refusal.Invalid("format", "Say “csv” or “jsonl”.");
        // Not understood must not mean "now": the file would answer another question than was asked.
        if (Instants.FirstOrDefault(name => query[name].ToString() is { Length: > 0 } text && ViewerClock.Utc.Parse(text) is null) is { } unread)
            return new Refusal.Invalid(unread, $"“{unread}” is not a time. Write for example 2026-11-20T02:00, in UTC, or 2026-11-20T03:00+01:00.");
        var filter = string.Join('&', query.Where(q => q.Key != "what").Select(q => $"{q.Key}={q.Value}"));
        return new ExportAsked(what, format, filter.Length > 500 ? filter[..500] : filter, query);
    }

    public string? Text(string name) => Query[name].ToString() is { Length: > 0 } text ? text : null;
}
