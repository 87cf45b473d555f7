using JitPortal.Connectors.PostgreSql;
using JitPortal.Connectors.SignedHttp;
using JitPortal.Connectors.SshCa;
using JitPortal.Domain.Targets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Connectors;

public static class ConnectorsSetup
{
    /// <summary>Registers every kind of target the product can reach; safe to call twice. Needs a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddConnectors(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorKind, PostgreSqlKind>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorKind, SignedHttpKind>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorKind, SshCaKind>());
        return services;
    }
}
