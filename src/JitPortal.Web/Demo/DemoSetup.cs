
namespace JitPortal.Web.Demo;

/// <summary>
/// The world of a fresh machine: people, three targets, entitlements, policies, and a company with a past. <c>--no-demo</c> leaves it
/// out, <c>Demo:Company=false</c> leaves out the company.
/// </summary>
public static class DemoSetup
{
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment, bool wanted)
    {
        if (!wanted || !environment.IsDevelopment() || File.Exists(Path.Combine(configuration[DataFolder.Key]!, LeaveDemoCommand.Marker)))
            return services;
        services.AddSingleton(s => new DemoPostgres(s.GetRequiredService<IConfiguration>(), s.GetRequiredService<ILogger<DemoPostgres>>()));
        services.AddSingleton<DemoDatabases>();
        services.AddSingleton<DemoHosts>();
        services.AddSingleton<DemoBackOffice>();
        services.AddSingleton<IStartAnnouncement>(s => s.GetRequiredService<DemoBackOffice>());
        services.AddSingleton<DemoSeed>();
        services.AddSingleton<DemoCompanySeed>();
        services.AddHostedService<DemoStart>();
        return services;
    }
}

/// <summary>Starts the demo's own targets and fills the portal once: with its past before anything else starts, and with what is missing once the database is there.</summary>
internal sealed class DemoStart(
    IConfiguration configuration, DemoPostgres postgres, DemoBackOffice backOffice, DemoCompanySeed company, DemoSeed seed) : IHostedLifecycleService
{
    private FileStream? held;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var folder = configuration[DataFolder.Key]!;
        held = DemoLock.Take(folder) ?? throw new CannotStartException($"Another portal runs its demo in {folder}. Choose another folder with {DataFolder.Key}, or stop it.");
        await backOffice.StartAsync(cancellationToken);
        await postgres.StartAsync(cancellationToken);
        await company.RunAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => seed.RunAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await backOffice.StopAsync(cancellationToken);
        await postgres.StopAsync(cancellationToken);
        if (held is not null)
            await held.DisposeAsync();
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
