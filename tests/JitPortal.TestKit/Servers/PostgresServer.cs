using System.Globalization;
using Npgsql;

namespace JitPortal.TestKit.Servers;

/// <summary>
/// A private PostgreSQL with its own folder and port, as a target or as the portal's own database. Works as root too: the
/// server itself refuses to run as root, so it is started as another user. Stopped and deleted when disposed.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string SuperUser = "postgres";
    public const string SuperPassword = "postgres-of-the-tests";

    private readonly string bin;
    private readonly string folder;
    private readonly bool fsync;

    private PostgresServer(string bin, string folder, int port, bool fsync) => (this.bin, this.folder, Port, this.fsync) = (bin, folder, port, fsync);

    public int Port { get; }

    public string Host => "127.0.0.1";

    private string Data => Path.Combine(folder, "data");

    /// <param name="bin">The folder with initdb, pg_ctl and postgres; found on the machine when left out.</param>
    /// <param name="fsync">Off is faster and safe unless the machine itself crashes.</param>
    public static async Task<PostgresServer> StartAsync(string? bin = null, bool fsync = false)
    {
        var server = new PostgresServer(bin ?? FindBin(), Directory.CreateTempSubdirectory("jitportal-pg-").FullName, FreePort.Next(), fsync);
        if (Shell.IsRoot)
            await Shell.MustAsync("chown", [ServerUser.Uid, server.folder]);

        var password = Path.Combine(server.folder, "password");
        await File.WriteAllTextAsync(password, SuperPassword);
        await Shell.MustAsync("chmod", ["644", password]);
        await server.AsServerUserAsync("initdb", "-D", server.Data, "-U", SuperUser, "-A", "scram-sha-256", $"--pwfile={password}", "-N", "-E", "UTF8", "--locale=C.UTF-8");
        await server.LaunchAsync();
        return server;
    }

    /// <summary>For tests: pooling is off, so that each connection is a real login.</summary>
    public string ConnectionString(string database = "postgres", string user = SuperUser, string password = SuperPassword, bool pooling = false) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Database = database,
        Username = user,
        Password = password,
        Pooling = pooling,
        Timeout = 10,
        CommandTimeout = 20,
    }.ConnectionString;

    public async Task<NpgsqlConnection> ConnectAsync(string database = "postgres", string user = SuperUser, string password = SuperPassword)
    {
        var connection = new NpgsqlConnection(ConnectionString(database, user, password));
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs statements as the superuser.</summary>
    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = await ConnectAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql, string database = "postgres")
    {
        await using var connection = await ConnectAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Makes a fresh database, empty or as a copy of <paramref name="template"/>.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"t_{Guid.NewGuid():N}";
        await ExecuteAsync($"create database \"{name}\"{(template is null ? "" : $" template \"{template}\"")}");
        return name;
    }

    /// <summary>kill -9 of the whole server, as after a power cut.</summary>
    public async Task KillAsync()
    {
        var processes = Processes();
        await Shell.SignalAsync("KILL", processes);
        await Eventually.TrueAsync(() => !processes.Any(Shell.IsAlive), "the server is dead");

        // Its number may live on as a zombie that nobody collects, and the next start would take that for the old server.
        foreach (var left in (string[])[PidFile, .. Directory.GetFiles(folder, ".s.PGSQL.*")])
            File.Delete(left);
    }

    /// <summary>Stops at once; open sessions are thrown out.</summary>
    public Task StopAsync() => AsServerUserAsync("pg_ctl", "-D", Data, "-m", "fast", "-w", "stop");

    /// <summary>Starts again after <see cref="StopAsync"/> or <see cref="KillAsync"/>, on the same port with the same data.</summary>
    public Task RestartAsync() => LaunchAsync();

    /// <summary>SIGSTOP: the server accepts connections and never answers.</summary>
    public Task PauseAsync() => Shell.SignalAsync("STOP", Processes());

    public Task ResumeAsync() => Shell.SignalAsync("CONT", Processes());

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(PidFile))
            await KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string LogPath => Path.Combine(folder, "log");

    private string PidFile => Path.Combine(Data, "postmaster.pid");

    private IReadOnlyList<int> Processes() => Shell.WithChildren(int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture));

    private Task LaunchAsync() => AsServerUserAsync(
        "pg_ctl", "-D", Data, "-w", "-t", "60", "-l", LogPath, "-o",
        $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync={(fsync ? "on" : "off")} -c max_connections=200 -c timezone=UTC",
        "start");

    // Output goes to a file: a server started by pg_ctl would keep a pipe open for ever.
    private async Task AsServerUserAsync(string program, params string[] arguments)
    {
        var output = Path.Combine(folder, $"{program}.out");
        string[] command = ["sh", "-c", $"exec \"$@\" >'{output}' 2>&1", "sh", Path.Combine(bin, program), .. arguments];
        string[] dropped = Shell.IsRoot ? ["setpriv", $"--reuid={ServerUser.Uid}", $"--regid={ServerUser.Gid}", "--clear-groups", .. command] : command;
        var (exitCode, _) = await Shell.RunAsync(dropped[0], dropped[1..], folder);
        if (exitCode != 0)
            throw new InvalidOperationException($"{program} ended with {exitCode}: {await File.ReadAllTextAsync(output)}{(File.Exists(LogPath) ? string.Join('\n', File.ReadLines(LogPath).TakeLast(10)) : "")}");
    }

    // postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash
    private static (string Uid, string Gid) ServerUser { get; } = File.ReadLines("/etc/passwd")
        .Select(line => line.Split(':'))
        .Where(fields => fields[0] is "postgres" or "nobody")
        .OrderByDescending(fields => fields[0], StringComparer.Ordinal)
        .Select(fields => (fields[2], fields[3]))
        .First();

    private static string FindBin() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")) : [])
        .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")))
        ?? throw new InvalidOperationException("No PostgreSQL found on PATH or below /usr/lib/postgresql (Debian: apt-get install postgresql-15).");
}
