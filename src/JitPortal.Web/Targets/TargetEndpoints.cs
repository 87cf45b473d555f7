using JitPortal.Application.Targets;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace JitPortal.Web.Targets;

/// <summary>Takes the forms that have a connector's secret in them: plain HTTP from our own pages, so that it never passes through a circuit (I-33).</summary>
public static class TargetEndpoints
{
    public const string TryPath = "/admin/targets/try";
    public const string ConnectPath = "/admin/targets/connect";

    /// <summary>Bytes of a whole form: 100,000.</summary>
    private const int LargestForm = 100_000;

    /// <summary>Names that the form itself uses; a connector's own fields stand behind a prefix, so that none can be taken for one of these.</summary>
    private const string Name = "name", Kind = "kind", Secret = "secret", Target = "target";

    public static string ChangePath(TargetId id) => $"/admin/targets/{id}/change";

    /// <summary>The name of a connector's field in the form.</summary>
    public static string InputOf(string field) => $"settings.{field}";

    public static void MapTargets(this IEndpointRouteBuilder app)
    {
        var targets = app.MapGroup("/admin/targets")
            .RequireAuthorization(PortalPolicies.Administration)
            .AddEndpointFilter<RequireAntiforgeryToken>()
            .WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        targets.MapPost("/try", TryAsync);
        targets.MapPost("/connect", ConnectAsync);
        targets.MapPost("/{id:guid}/change", ChangeAsync);
    }

    private static Task<IResult> TryAsync(HttpContext context, ActorFromClaims actors, ListTargetKinds kinds, TryTarget tryTarget, CancellationToken ct) =>
        AnswerAsync(context, actors, async (actor, form) =>
        {
            var target = await FormAsync(actor, form, kinds, ct);
            TargetId? known = Guid.TryParse(form[Target], out var id) ? new TargetId(id) : null;
            return target.Succeeded ? (await tryTarget.RunAsync(actor, target.Value, known, ct)).Match<Outcome<TargetTrial>>(found => new TargetTrial(found, null), no => no) : target.Refusal;
        }, ct);

    private static Task<IResult> ConnectAsync(HttpContext context, ActorFromClaims actors, ListTargetKinds kinds, ConnectTarget connect, CancellationToken ct) =>
        AnswerAsync(context, actors, async (actor, form) =>
        {
            var target = await FormAsync(actor, form, kinds, ct);
            return target.Succeeded ? await connect.RunAsync(actor, target.Value, ct) : target.Refusal;
        }, ct);

    private static Task<IResult> ChangeAsync(Guid id, HttpContext context, ActorFromClaims actors, ListTargetKinds kinds, ChangeTarget change, CancellationToken ct) =>
        AnswerAsync(context, actors, async (actor, form) =>
        {
            var target = await FormAsync(actor, form, kinds, ct);
            return target.Succeeded ? await change.RunAsync(actor, new TargetId(id), target.Value.Settings, target.Value.Secret, ct) : target.Refusal;
        }, ct);

    private static async Task<IResult> AnswerAsync(
        HttpContext context, ActorFromClaims actors, Func<Actor, IFormCollection, Task<Outcome<TargetTrial>>> work, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        var actor = await actors.ReadAsync(context, ct);
        if (actor is null)
            return TypedResults.Unauthorized();
        var trial = await work(actor, await context.Request.ReadFormOrNoneAsync(ct));
        return trial.Match<IResult>(
            done => TypedResults.Ok(new TargetAnswer(done.Saved?.ToString(), [.. done.Findings.Select(FindingLine.Of)], [], null)),
            refusal => refusal is Refusal.Forbidden ? refusal.ToProblem() : TypedResults.Ok(new TargetAnswer(null, [], refusal is Refusal.Invalid invalid ? invalid.Errors : [], refusal is Refusal.Invalid ? null : refusal.Shown)));
    }

    /// <summary>The kind says which fields there are; a form of a kind that cannot be connected by hand is refused.</summary>
    private static async Task<Outcome<TargetForm>> FormAsync(Actor actor, IFormCollection form, ListTargetKinds kinds, CancellationToken ct)
    {
        var known = await kinds.RunAsync(actor, ct);
        if (!known.Succeeded)
            return known.Refusal;
        if (known.Value.FirstOrDefault(kind => kind.Kind == form[Kind]) is not { } chosen)
            return new Refusal.Invalid("kind", Both("Choose what to connect."));
        var values = chosen.Form.Settings.ToDictionary(field => field.Name, field => Value(field, form), StringComparer.Ordinal);
        return new TargetForm(
            form[Name].ToString().Trim(),
            chosen.Kind,
            SettingValues.Write(chosen.Form.Settings, values),
            form[Secret].ToString() is { Length: > 0 } secret ? secret : null);
    }

    /// <summary>A box that is not ticked is not sent at all.</summary>
    private static string Value(SettingField field, IFormCollection form) => field.Type == SettingType.Flag
        ? form.ContainsKey(InputOf(field.Name)) ? "true" : "false"
        : form[InputOf(field.Name)].ToString();
}

/// <summary>What the page learns of a test or of a change: never what was typed.</summary>
/// <param name="Saved">The target's id where it was kept.</param>
/// <param name="Problem">What stands in the way as a whole; <see langword="null"/> where it is the findings or single fields.</param>
public sealed record TargetAnswer(string? Saved, IReadOnlyList<FindingLine> Findings, IReadOnlyList<FieldError> Errors, string? Problem)
{
    public static readonly TargetAnswer None = new(null, [], [], null);
}

public sealed record FindingLine(string Level, string Words)
{
    public static FindingLine Of(Finding finding) => new(finding.Level.ToString(), finding.Words);
}
