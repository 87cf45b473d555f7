using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Application.Catalog;

internal static class CatalogSetup
{
    public static void AddCatalog(this IServiceCollection services)
    {
        services.TryAddSingleton<ListCatalog>();
        services.TryAddSingleton<FindEntitlement>();
        services.TryAddSingleton<ReadEntitlement>();
        services.TryAddSingleton<SetOwners>();
        services.TryAddSingleton<AddEntitlement>();
        services.TryAddSingleton<ChangeEntitlement>();
        services.TryAddSingleton<RetireEntitlement>();
    }
}
