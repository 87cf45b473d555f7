using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace JitPortal.Web.Demo;

/// <summary>
/// A private PostgreSQL to try the portal on, started from the machine's binaries with its own folder and port; or the one
/// that <c>Demo:PostgreSql</c> names. Without either the demo shows the target with what to install.
/// </summary>
internal sealed class DemoPostgres(IConfiguration configuration, ILogger<DemoPostgres> log)
{
    public const string Key = "Demo:PostgreSql";

    private const string SuperUser = "postgres";

    private readonly string folder = FolderFor(configuration[DataFolder.Key]!);
    private string? bin;

    /// <summary>How to reach it as its owner; <see langword="null"/> when there is none.</summary>
    public string? Owner { get; private set; }

    /// <summary>Why there is none, as a sentence for people.</summary>
    public string? Missing { get; private set; }

    private string Data => Path.Combine(folder, "data");

    private string Log => Path.Combine(folder, "server.log");

    public async Task StartAsync(CancellationToken ct)
    {
        if (configuration[Key] is { Length: > 0 } given)
        {
            Owner = given;
            return;
        }
        bin = FindBin();
        if (bin is null)
        {
            Missing = "Install PostgreSQL to try this (Debian, Ubuntu: apt-get install postgresql), then start the portal again.";
            return;
        }
        try
        {
            await StartServerAsync(bin, ct);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            Missing = $"The PostgreSQL of this machine could not be started for the demo: {e.Message}";
            DemoLog.PostgresFailed(log, e);
        }
    }

    public async Task StopAsync(CancellationToken ct)
    {
        if (bin is not null && Owner is not null)
            await ServerProcess.RunAsync(Path.Combine(bin, "pg_ctl"), ["-D", Data, "-m", "fast", "-w", "stop"], Log, ct);
    }

    /// <summary>Stops the server that a portal which was killed has left running on this folder.</summary>
    public static async Task StopLeftAsync(string dataFolder, CancellationToken ct)
    {
        var left = FolderFor(dataFolder);
        if (FindBin() is { } binaries && File.Exists(Path.Combine(left, "data", "postmaster.pid")))
            await ServerProcess.RunAsync(Path.Combine(binaries, "pg_ctl"), ["-D", Path.Combine(left, "data"), "-m", "fast", "-w", "stop"], Path.Combine(left, "server.log"), ct);
    }

    private async Task StartServerAsync(string binaries, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        if (ServerProcess.OtherUser is { } user)
            await ServerProcess.ChownAsync(folder, user, ct);
        var password = await PasswordAsync(ct);
        if (!Directory.Exists(Data))
            await InitialiseAsync(binaries, ct);
        var port = await PortAsync(ct);
        if (!await IsOursAsync(port, password, ct))
        {
            await ServerProcess.RunAsync(
                Path.Combine(binaries, "pg_ctl"),
                ["-D", Data, "-w", "-t", "60", "-l", Log, "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''", "start"],
                Path.Combine(folder, "pg_ctl.log"),
                ct);
        }
        Owner = ConnectionString(port, password);
    }

    /// <summary>
    /// Under another name until it is whole: a portal that is killed half-way leaves a folder that initdb refuses to use again, and an
    /// initdb that runs on in it.
    /// </summary>
    private async Task InitialiseAsync(string binaries, CancellationToken ct)
    {
        var draft = Path.Combine(folder, $"new-{Guid.NewGuid():N}");
        await ServerProcess.RunAsync(
            Path.Combine(binaries, "initdb"),
            ["-D", draft, "-U", SuperUser, "-A", "scram-sha-256", $"--pwfile={Path.Combine(folder, "password")}", "-E", "UTF8", "--locale=C.UTF-8"],
            Path.Combine(folder, "initdb.log"),
            ct);
        Directory.Move(draft, Data);
    }

    private Task<string> PasswordAsync(CancellationToken ct) => RememberAsync("password", () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), ct);

    /// <summary>Chosen once: a target's address never changes.</summary>
    private async Task<int> PortAsync(CancellationToken ct) =>
        int.Parse(await RememberAsync("port", () => FreePort().ToString(CultureInfo.InvariantCulture), ct), CultureInfo.InvariantCulture);

    private async Task<string> RememberAsync(string name, Func<string> make, CancellationToken ct)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path) && await File.ReadAllTextAsync(path, ct) is { Length: > 0 } known)
            return known;
        var made = make();
        await File.WriteAllTextAsync(path, made, ct);
        if (ServerProcess.OtherUser is { } user)
            await ServerProcess.ChownAsync(path, user, ct);
        return made;
    }

    /// <summary>After a kill -9 of the portal the server runs on; then it is used as it is.</summary>
    private static async Task<bool> IsOursAsync(int port, string password, CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString(port, password));
            await connection.OpenAsync(ct);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string ConnectionString(int port, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = "postgres",
        Username = SuperUser,
        Password = password,
        Pooling = false,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? FindBin() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")) : [])
        .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")));

    /// <summary>Beside the portal's data; below the temporary folder where the other user could not reach it.</summary>
    private static string FolderFor(string data)
    {
        var wanted = Path.GetFullPath(Path.Combine(data, "demo-postgres"));
        if (ServerProcess.OtherUser is null || IsReachable(Path.GetFullPath(data)))
            return wanted;
        var name = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(wanted)))[..12];
        return Path.Combine(Path.GetTempPath(), $"jitportal-demo-postgres-{name}");
    }

    private static bool IsReachable(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (!OperatingSystem.IsWindows() && at.Exists && (at.UnixFileMode & UnixFileMode.OtherExecute) == UnixFileMode.None)
                return false;
        }
        return true;
    }
}
