using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace JitPortal.Web.Health;

public static class HealthEndpoints
{
    /// <summary>The tag of checks that decide whether this node should get traffic.</summary>
    private const string Ready = "ready";

    /// <summary>How long the database may take to answer: 3 seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseReady>("database", failureStatus: null, [Ready], Patience);
        return services;
    }

    /// <summary>
    /// Live says only that the process answers: restarting it because the database is away would stop the revocations it
    /// still can do. Ready asks what the checks with that tag say.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/healthz/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }
}
