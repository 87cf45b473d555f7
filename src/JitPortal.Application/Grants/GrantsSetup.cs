using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Application.Grants;

internal static class GrantsSetup
{
    public static void AddGrants(this IServiceCollection services)
    {
        services.AddHolding();
        services.AddStops();
        services.AddWork();
    }

    /// <summary>What people do with access that they or others hold.</summary>
    private static void AddHolding(this IServiceCollection services)
    {
        services.TryAddSingleton<GrantViews>();
        services.TryAddSingleton<CountMyAccess>();
        services.TryAddSingleton<ListMyAccess>();
        services.TryAddSingleton<ListGrants>();
        services.TryAddSingleton<ReadGrant>();
        services.TryAddSingleton<GiveBackGrant>();
        services.TryAddSingleton<GiveBackAll>();
        services.TryAddSingleton<CountMissedEndings>();
        services.TryAddSingleton<RevokeGrant>();
        services.TryAddSingleton<AskForceClose>();
        services.TryAddSingleton<AgreeForceClose>();
        services.TryAddSingleton<ExtendGrant>();
        services.TryAddSingleton<PreviewExtensions>();
        services.TryAddSingleton<RevealCredential>();
        services.TryAddSingleton<RotateCredential>();
    }

    /// <summary>What stops access at once.</summary>
    private static void AddStops(this IServiceCollection services)
    {
        services.TryAddSingleton<PlaceLock>();
        services.TryAddSingleton<LiftLock>();
        services.TryAddSingleton<ListLocks>();
        services.TryAddSingleton<PreviewStop>();
        services.TryAddSingleton<ListStopScopes>();
        services.TryAddSingleton<ReadStops>();
    }

    /// <summary>What opens and closes access once it is decided.</summary>
    private static void AddWork(this IServiceCollection services)
    {
        services.TryAddSingleton<ConfirmClock>();
        services.TryAddSingleton<DueWork>();
        services.TryAddSingleton<GrantingGate>();
        services.TryAddSingleton<TargetCall>();
        services.TryAddSingleton<OpeningIntent>();
        services.TryAddSingleton<OpeningResult>();
        services.TryAddSingleton<OpeningStep>();
        services.TryAddSingleton<ActiveStep>();
        services.TryAddSingleton<ClosingStep>();
        services.TryAddSingleton<ClosingResult>();
        services.TryAddSingleton<StandingLeases>();
        services.TryAddSingleton<SpoolReplay>();
        services.TryAddSingleton<RevocationMeter>();
        services.TryAddSingleton<OpenDueJob>();
        services.TryAddSingleton<RevokeDueJob>();
    }
}
