using JitPortal.Domain;
using Microsoft.OpenApi;

namespace JitPortal.Web.Intake;

/// <summary>A person or a workload.</summary>
internal sealed record PersonJson(string Id, string Name);

/// <summary>What every endpoint of the API says of itself in the description.</summary>
internal static class ApiWords
{
    private const string ProblemContent = "application/problem+json";

    /// <summary>What it answers, and the problems that any call may meet.</summary>
    /// <param name="forbidden">What a 403 says, where that is more than in other calls.</param>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK, Type? forbidden = null) => endpoint
        .Produces<T>(status)
        .Produces(StatusCodes.Status403Forbidden, forbidden ?? typeof(ProblemJson), ProblemContent)
        .Produces<InvalidJson>(StatusCodes.Status400BadRequest, ProblemContent)
        .Problems(401, 404, 409, 429);

    public static RouteHandlerBuilder Reads<T>(this RouteHandlerBuilder endpoint)
        where T : notnull => endpoint.Accepts<T>("application/json").Problems(413, 415);

    /// <summary>Parameters of the query that the endpoint reads by itself, so that it can name the one that is wrong; any other is refused.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params string[] query) =>
        endpoint.WithMetadata(new TakenParameters(query)).Describe(query.Select(name => (name, ParameterLocation.Query)));

    public static RouteHandlerBuilder Waits(this RouteHandlerBuilder endpoint) => endpoint.Describe([("Prefer", ParameterLocation.Header)]);

    public static RouteHandlerBuilder IsNamed(this RouteHandlerBuilder endpoint) =>
        endpoint.Describe([("Idempotency-Key", ParameterLocation.Header)]).Problems(413, 415, 422);

    /// <returns>An id in the query; nothing when it is not there. <see cref="Refusal.Invalid"/> when it is no id.</returns>
    public static Outcome<Guid?> Id(this ApiCall call, string name)
    {
        if (call.Query(name) is not { } text)
            return (Guid?)null;
        return Guid.TryParse(text, out var id) ? id : new Refusal.Invalid(name, "An id was expected here.");
    }

    /// <summary>What was done, as the id of what it was done to.</summary>
    public static Outcome<Guid> With(this Outcome<Done> done, Guid id) => done.Succeeded ? id : done.Refusal;

    private static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<ProblemJson>(status, ProblemContent);
        return endpoint;
    }

    private static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, IEnumerable<(string Name, ParameterLocation In)> parameters) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var (name, where) in parameters)
                operation.Parameters.Add(new OpenApiParameter { Name = name, In = where, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            return Task.CompletedTask;
        });
}
