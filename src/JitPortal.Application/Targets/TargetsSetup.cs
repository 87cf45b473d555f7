using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Application.Targets;

/// <summary>Targets, how they are reached and how they are.</summary>
internal static class TargetsSetup
{
    public static void AddTargets(this IServiceCollection services)
    {
        services.TryAddSingleton<TargetConnectors>();
        services.TryAddSingleton<TargetHealth>();
        services.TryAddSingleton<TargetCheck>();
        services.TryAddSingleton<CheckTarget>();
        services.TryAddSingleton<FindDrift>();
        services.TryAddSingleton<ReadOperations>();
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
    }
}
