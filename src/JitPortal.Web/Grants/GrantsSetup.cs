namespace JitPortal.Web.Grants;

internal static class GrantsSetup
{
    /// <summary>To be registered before the jobs: it counts what they take up at once.</summary>
    public static IServiceCollection AddMissedEndings(this IServiceCollection services)
    {
        services.AddSingleton<MissedEndings>();
        services.AddHostedService(provider => provider.GetRequiredService<MissedEndings>());
        services.AddSingleton<IStartAnnouncement>(provider => provider.GetRequiredService<MissedEndings>());
        return services;
    }
}
