using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace JitPortal.Web.Health;

/// <summary>
/// Whether this node's database answers. Without it people get errors and should be sent to another node, if there is one; what is due
/// goes on ending here meanwhile. An exception is the check's no.
/// </summary>
internal sealed class DatabaseReady(PortalDbFactory databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = databases.Create();
        return await db.Installation.AnyAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database is not a portal's.");
    }
}
