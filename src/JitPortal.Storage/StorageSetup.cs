using JitPortal.Domain.Targets;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Live;
using JitPortal.Storage.Secrets;
using JitPortal.Storage.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Storage;

/// <summary>The database, the keys and the clock. After this, <see cref="TimeProvider"/> is the database's clock for everybody.</summary>
public static class StorageSetup
{
    public static IServiceCollection AddStorage(this IServiceCollection services, PortalDbFactory databases, KeyRing keys)
    {
        services.TryAddSingleton(databases);
        services.TryAddSingleton(keys);
        services.TryAddSingleton<Installation>();
        services.TryAddSingleton<CommitHints>();
        services.TryAddSingleton<AuditAppender>();
        services.TryAddSingleton<Ledger>();
        services.TryAddSingleton<SecretStore>();
        services.TryAddSingleton<ISecretReader>(s => s.GetRequiredService<SecretStore>());
        services.TryAddSingleton<GrantClaims>();
        services.TryAddSingleton<NodeMessages>();
        services.TryAddSingleton(s => new DatabasePreparation(
            s.GetRequiredService<PortalDbFactory>(), s.GetRequiredService<KeyRing>(), s.GetRequiredService<Installation>(), TimeProvider.System));
        services.TryAddSingleton(s => new DatabaseClock(s.GetRequiredService<PortalDbFactory>(), TimeProvider.System));
        services.TryAddSingleton<TimeProvider>(s => s.GetRequiredService<DatabaseClock>());
        return services;
    }
}
