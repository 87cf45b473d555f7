using System.Diagnostics;

namespace JitPortal.TestKit.Servers;

/// <summary>
/// A private sshd that trusts one certificate authority and reads one revocation list. Logins are those of the user who
/// runs the tests. Stopped and deleted when disposed.
/// </summary>
public sealed class SshServer : IAsyncDisposable
{
    private readonly string folder;
    private Process? daemon;

    private SshServer(string folder, int port, string? krlPath) => (this.folder, Port, KrlPath) = (folder, port, krlPath ?? Path.Combine(folder, "krl"));

    public int Port { get; }

    public string Host => "127.0.0.1";

    public string User => Environment.UserName;

    /// <summary>The revocation list sshd reads at every login; it does not exist until somebody writes it.</summary>
    public string KrlPath { get; }

    /// <summary>A folder for the clients' keys.</summary>
    public string ClientFolder => Path.Combine(folder, "clients");

    /// <param name="authorityLine">For <c>TrustedUserCAKeys</c>.</param>
    /// <param name="krlPath">A revocation list that somebody else keeps; one of its own when left out.</param>
    public static async Task<SshServer> StartAsync(string authorityLine, string? krlPath = null)
    {
        var server = new SshServer(Directory.CreateTempSubdirectory("jitportal-ssh-").FullName, FreePort.Next(), krlPath);
        Directory.CreateDirectory(server.ClientFolder);
        if (Shell.IsRoot)
            Directory.CreateDirectory("/run/sshd");   // sshd insists on it before it gives up its rights

        await Shell.MustAsync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(server.folder, "hostkey")]);
        await File.WriteAllTextAsync(Path.Combine(server.folder, "authority.pub"), authorityLine + "\n");
        await File.WriteAllTextAsync(server.Principals, "");
        await File.WriteAllTextAsync(Path.Combine(server.folder, "config"), server.Config());
        server.daemon = Process.Start(new ProcessStartInfo(FindDaemon(), ["-D", "-f", Path.Combine(server.folder, "config"), "-E", server.LogPath]) { UseShellExecute = false });
        await Eventually.TrueAsync(() => FreePort.IsOpenAsync(server.Port), "sshd listens");
        return server;
    }

    /// <summary>Lets certificates with this principal log in.</summary>
    public Task AllowAsync(string principal) => File.AppendAllTextAsync(Principals, principal + "\n");

    public Task<string> LogAsync() => File.ReadAllTextAsync(LogPath);

    /// <summary>The arguments of <c>ssh</c> for a login with a key and its certificate, up to the command.</summary>
    public IReadOnlyList<string> LoginArguments(string keyFile, string certificateFile) =>
    [
        "-F", "/dev/null", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
        "-o", "LogLevel=ERROR", "-o", "IdentitiesOnly=yes", "-o", $"CertificateFile={certificateFile}", "-i", keyFile,
        "-p", Port.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{User}@{Host}",
    ];

    public async ValueTask DisposeAsync()
    {
        if (daemon is not null)
        {
            await Shell.SignalAsync("KILL", Shell.WithChildren(daemon.Id));
            await daemon.WaitForExitAsync();
            daemon.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private string Principals => Path.Combine(folder, "principals");

    private string LogPath => Path.Combine(folder, "log");

    private string Config() => $"""
        Port {Port}
        ListenAddress {Host}
        HostKey {folder}/hostkey
        PidFile {folder}/pid
        TrustedUserCAKeys {folder}/authority.pub
        AuthorizedPrincipalsFile {Principals}
        RevokedKeys {KrlPath}
        AuthorizedKeysFile none
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        UsePAM no
        StrictModes no
        PermitRootLogin prohibit-password
        MaxStartups 100
        LogLevel VERBOSE

        """;

    // sshd re-executes itself and insists on an absolute path.
    private static string FindDaemon() => new[] { "/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("No sshd found (Debian: apt-get install openssh-server).");
}
