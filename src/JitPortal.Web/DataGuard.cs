using Npgsql;

namespace JitPortal.Web;

/// <summary>Where database and keys must not lie, and how the database must not be reached.</summary>
internal static class DataGuard
{
    public const string NoConnectionString =
        $"{DatabaseChoice.PostgresKey}: this is no connection string, for example Host=db.example.org;Database=jitportal;Username=jitportal;SSL Mode=VerifyFull.";

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static IEnumerable<string> Mistakes(IConfiguration configuration) => [.. Folder(configuration[DataFolder.Key]), .. Provider(configuration)];

    private static IEnumerable<string> Folder(string? folder)
    {
        if (string.IsNullOrEmpty(folder))
        {
            yield return $"{DataFolder.Key}: the folder for database and keys is needed, for example /var/lib/jitportal.";
            yield break;
        }

        if (IsTemporary(folder))
            yield return $"{DataFolder.Key}: {folder} is emptied by the machine; keys and revocations would be lost with it.";
        if (ReadableByOthers(Path.Combine(folder, "keys", "master.key")))
            yield return $"{DataFolder.Key}: others on this machine may read {folder}/keys/master.key; take their rights away (chmod 600).";
    }

    private static IEnumerable<string> Provider(IConfiguration configuration)
    {
        var provider = configuration[DatabaseChoice.ProviderKey] ?? "Sqlite";
        if (provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
            return [];
        if (!provider.Equals("PostgreSql", StringComparison.OrdinalIgnoreCase))
            return [$"{DatabaseChoice.ProviderKey}: “{provider}” is not known; use Sqlite or PostgreSql."];
        return configuration[DatabaseChoice.PostgresKey] is { Length: > 0 } connection
            ? Connection(connection)
            : [$"{DatabaseChoice.PostgresKey}: a connection string is needed when {DatabaseChoice.ProviderKey} is PostgreSql."];
    }

    private static IEnumerable<string> Connection(string text)
    {
        if (Parse(text) is not { } connection)
        {
            yield return NoConnectionString;
            yield break;
        }

        if (connection.SslMode < SslMode.VerifyCA && !IsHere(connection.Host))
            yield return $"{DatabaseChoice.PostgresKey}: over a network the server must prove who it is; add SSL Mode=VerifyFull.";
        if (connection.IncludeErrorDetail)
            yield return $"{DatabaseChoice.PostgresKey}: Include Error Detail writes rows into the log; leave it out.";
        if (connection.LogParameters)
            yield return $"{DatabaseChoice.PostgresKey}: Log Parameters writes what is stored into the log; leave it out.";
    }

    public static NpgsqlConnectionStringBuilder? Parse(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return null;
        }
    }

    /// <summary>On this machine, by a socket or the loopback.</summary>
    private static bool IsHere(string? hosts) =>
        (hosts ?? "").Split(',').All(host => host.StartsWith('/') || host is "" or "localhost" or "127.0.0.1" or "::1");

    private static bool IsTemporary(string folder) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) is var path
        && new[] { Path.GetTempPath(), "/tmp", "/var/tmp", "/dev/shm" }.Any(temporary =>
            (path + Path.DirectorySeparatorChar).StartsWith(Path.TrimEndingDirectorySeparator(temporary) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static bool ReadableByOthers(string file) =>
        !OperatingSystem.IsWindows() && File.Exists(file) && (File.GetUnixFileMode(file) & Others) != UnixFileMode.None;
}
