using JitPortal.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JitPortal.Web.Intake;

/// <summary>An expected "no" of the API as an RFC 9457 answer; <c>type</c> is what a program should look at.</summary>
internal static class ApiProblems
{
    private const string Namespace = "urn:jitportal:problem:";

    public static IResult Of(Refusal refusal) => refusal switch
    {
        Refusal.NotFound => Make(StatusCodes.Status404NotFound, "not-found", "Not found", refusal.Message),
        Refusal.Conflict => Make(StatusCodes.Status409Conflict, "conflict", "Not possible just now", refusal.Message),
        Refusal.Forbidden => Make(StatusCodes.Status403Forbidden, "forbidden", "Not allowed", refusal.Message),
        Refusal.NeedsStepUp stepUp => new StepUpProblem(stepUp),
        Refusal.Invalid invalid => Make(StatusCodes.Status400BadRequest, "invalid", "The call has mistakes", refusal.Message, ("errors", Fields(invalid))),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, message: null),
    };

    public static ProblemHttpResult Make(int status, string type, string title, string detail, params (string Name, object? Value)[] more) => TypedResults.Problem(
        detail, statusCode: status, title: title, type: Namespace + type, extensions: more.Select(extra => KeyValuePair.Create(extra.Name, extra.Value)));

    private static List<FieldProblem> Fields(Refusal.Invalid invalid) => [.. invalid.Errors.Select(error => new FieldProblem(error.Field, error.Message))];
}

/// <summary>What a problem says in the description, where <see cref="ApiProblems"/> has nothing to add.</summary>
/// <param name="Type">urn:jitportal:problem: and what a program should look at.</param>
/// <param name="TraceId">For the portal's own log, where the call did not come as far as the use cases.</param>
internal sealed record ProblemJson(string Type, string Title, int Status, string? Detail, string? TraceId);

/// <summary>The call has mistakes.</summary>
/// <param name="Type">urn:jitportal:problem:invalid.</param>
/// <param name="Errors">Each mistake; absent where the call cannot be read at all.</param>
internal sealed record InvalidJson(string Type, string Title, int Status, string? Detail, string? TraceId, IReadOnlyList<FieldProblem>? Errors);

/// <summary>One mistake: the field as the caller named it, and what would be accepted.</summary>
internal sealed record FieldProblem(string Field, string Message);
