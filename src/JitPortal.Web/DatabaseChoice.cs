using JitPortal.Storage;

namespace JitPortal.Web;

/// <summary>Which database the settings choose: a SQLite file for one node, PostgreSQL for one or many.</summary>
public static class DatabaseChoice
{
    public const string ProviderKey = "Data:Provider";
    public const string PostgresKey = "Data:PostgreSql";

    /// <summary>Seconds a statement waits for SQLite's lock before due closes go on without the database.</summary>
    private const int LockPatience = 5;

    /// <exception cref="CannotStartException">The settings name no database that there is.</exception>
    public static PortalDbFactory Of(IConfiguration configuration, string folder)
    {
        if (!IsPostgres(configuration))
            return PortalDbFactory.Sqlite(Connection(folder));
        if (configuration[PostgresKey] is not { Length: > 0 } connection)
            throw new CannotStartException($"{PostgresKey}: a connection string is needed when {ProviderKey} is PostgreSql.");
        return DataGuard.Parse(connection) is null ? throw new CannotStartException(DataGuard.NoConnectionString) : PortalDbFactory.Postgres(connection);
    }

    /// <summary>A SQLite file that is being made apart, to be moved to where it belongs as a whole.</summary>
    public static PortalDbFactory InTheMaking(string folder) => PortalDbFactory.UnsyncedSqlite(Connection(folder));

    /// <summary>For commands: opening a SQLite file that is not there would make an empty one.</summary>
    /// <exception cref="CannotStartException">There is no portal yet where the settings point, or it may not be looked for.</exception>
    public static void MustExist(IConfiguration configuration)
    {
        if (IsPostgres(configuration))
            return;
        var file = SqliteFile(configuration[DataFolder.Key]!);
        try
        {
            _ = File.GetAttributes(file);   // File.Exists says no too where one may not look
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CannotStartException($"There is no database at {file}; name its folder with {DataFolder.Key}.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CannotStartException($"{Environment.UserName} may not look for {file}; run this as the account of the portal.", e);
        }
    }

    /// <summary>Whether there is a SQLite file where the settings point.</summary>
    public static bool IsThere(IConfiguration configuration) => File.Exists(SqliteFile(configuration[DataFolder.Key]!));

    private static string Connection(string folder) => $"Data Source={SqliteFile(folder)};Default Timeout={LockPatience}";

    private static string SqliteFile(string folder) => Path.Combine(folder, "portal.db");

    public static bool IsPostgres(IConfiguration configuration) => (configuration[ProviderKey] ?? "Sqlite").ToUpperInvariant() switch
    {
        "SQLITE" => false,
        "POSTGRESQL" => true,
        var other => throw new CannotStartException($"{ProviderKey}: “{other}” is not known; use Sqlite or PostgreSql."),
    };
}
