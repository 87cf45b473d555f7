using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using JitPortal.TestKit.Portal;
using Npgsql;

namespace JitPortal.Benchmarks.Lateness;

/// <summary>Hangfire on the storage that the portal uses with each database.</summary>
internal static class JobServer
{
    /// <summary>As many as the portal has for revocations.</summary>
    public const int Workers = 20;

    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    public static JobStorage Storage(TestDatabase database, string schema, TimeSpan queuePoll) => database.Kind == DatabaseKind.Sqlite
        ? new InMemoryStorage()
        : new PostgreSqlStorage(new Connections(database.ConnectionString), new PostgreSqlStorageOptions { SchemaName = schema, QueuePollInterval = queuePoll });

    public static BackgroundJobServer Start(JobStorage storage, JobActivator activator, string queue) => new(
        new BackgroundJobServerOptions { WorkerCount = Workers, SchedulePollingInterval = Poll, Queues = [queue], Activator = activator }, storage);

    private sealed class Connections(string connectionString) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => new(connectionString);
    }
}
