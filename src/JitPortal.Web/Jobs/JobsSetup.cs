using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using JitPortal.Application.Grants;
using JitPortal.Web.SignIn;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Web.Jobs;

/// <summary>Who carries jobs out. Rows say what is due; losing all of Hangfire's data loses no revocation (I-07).</summary>
public static class JobsSetup
{
    /// <summary>Shows Hangfire's own pages to administrators, to look at only; off unless set.</summary>
    public const string DashboardKey = "Jobs:Dashboard";

    public const string DashboardPath = "/admin/jobs";

    private const int RevokeWorkers = 20;
    private const int GrantWorkers = 4;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        // Registered here and not through Hangfire's global configuration, which is static: two portals in one process (tests)
        // would carry out each other's jobs.
        services.TryAddSingleton(_ => Storage(configuration));
        // A job does what it does for everybody: it does not take on the language of whoever happened to cause it.
        foreach (var filter in GlobalJobFilters.Filters.Where(filter => filter.Instance is CaptureCultureAttribute).ToList())
            GlobalJobFilters.Filters.Remove(filter.Instance);
        services.AddHangfire(hangfire => hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings());

        // Two servers, because no order of queues within one frees a worker that a slow opening holds: revoking has its own.
        services.AddHangfireServer(server => Configure(server, "revoke", RevokeWorkers, "a-revoke"));
        services.AddHangfireServer(server => Configure(server, "grant", GrantWorkers, "b-grant", "c-default"));
        services.AddHostedService<DueLoop>();
        return services;
    }

    public static void MapJobs(this WebApplication app)
    {
        if (!app.Configuration.GetValue<bool>(DashboardKey))
            return;
        app.MapHangfireDashboardWithAuthorizationPolicy(PortalPolicies.Administration, DashboardPath, new DashboardOptions
        {
            IsReadOnlyFunc = _ => true,
            DisplayStorageConnectionString = false,
            AppPath = "/admin",
            DashboardTitle = "JitPortal's jobs",
        });
    }

    private static JobStorage Storage(IConfiguration configuration)
    {
        if (!DatabaseChoice.IsPostgres(configuration))
            return new InMemoryStorage();
        // It is made before the portal's database is: by default it waits half a minute for one that is not there, with nothing said meanwhile.
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = "hangfire",
            QueuePollInterval = Poll,
            StartupConnectionMaxRetries = 1,
            StartupConnectionBaseDelay = TimeSpan.FromMilliseconds(1),
            AllowDegradedModeWithoutStorage = true,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(configuration[DatabaseChoice.PostgresKey], options), options);
    }

    private static void Configure(BackgroundJobServerOptions server, string name, int workers, params string[] queues)
    {
        server.ServerName = $"{Environment.MachineName}:{Environment.ProcessId}:{name}";
        server.WorkerCount = workers;
        server.Queues = queues;
        server.SchedulePollingInterval = Poll;
    }
}
