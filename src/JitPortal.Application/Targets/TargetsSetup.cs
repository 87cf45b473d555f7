using JitPortal.Application.Catalog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Application.Targets;

/// <summary>Targets and what can be asked for on them.</summary>
internal static class TargetsSetup
{
    public static void AddTargets(this IServiceCollection services)
    {
        services.TryAddSingleton<TargetViews>();
        services.TryAddSingleton<ListTargets>();
        services.TryAddSingleton<ListTargetKinds>();
        services.TryAddSingleton<ReadTarget>();
        services.TryAddSingleton<TryTarget>();
        services.TryAddSingleton<AddTarget>();
        services.TryAddSingleton<ConnectTarget>();
        services.TryAddSingleton<ChangeTarget>();
        services.TryAddSingleton<RetireTarget>();
        services.TryAddSingleton<SetTargetAccount>();
        services.TryAddSingleton<AddEntitlement>();
        services.TryAddSingleton<ChangeEntitlement>();
        services.TryAddSingleton<RetireEntitlement>();
    }
}
