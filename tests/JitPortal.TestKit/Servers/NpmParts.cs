using System.Security.Cryptography;

namespace JitPortal.TestKit.Servers;

/// <summary>
/// What only tests use and npm carries, as <c>tests/package-lock.json</c> pins it. Unpacked once into a cache outside the tree:
/// <c>JITPORTAL_TEST_CACHE</c>, or a folder below the machine's temporary one.
/// </summary>
public static class NpmParts
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <returns>The folder with <c>node_modules</c>, in which <c>node</c> finds the packages.</returns>
    public static Task<string> FolderAsync() => Installed.Value;

    internal static async Task<FileStream> LockAsync(string path)
    {
        FileStream? held = null;
        await Eventually.TrueAsync(() => (held = TryLock(path)) is not null, "another test run is done with installing", TimeSpan.FromMinutes(3));
        return held!;
    }

    private static async Task<string> InstallAsync()
    {
        var source = FindUp("package-lock.json");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"))))[..12];
        var cache = Path.Combine(Environment.GetEnvironmentVariable("JITPORTAL_TEST_CACHE") ?? Path.Combine(Path.GetTempPath(), $"jitportal-test-cache-{Environment.UserName}"), hash);
        Directory.CreateDirectory(cache);

        await using var onlyOne = await LockAsync(Path.Combine(cache, "install.lock"));
        var done = Path.Combine(cache, "installed");
        if (!File.Exists(done))
        {
            foreach (var file in (string[])["package.json", "package-lock.json"])
                File.Copy(Path.Combine(source, file), Path.Combine(cache, file), overwrite: true);
            await Shell.MustAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cache);
            await Shell.MustAsync("chmod", ["-R", "a+rX", cache]);   // servers in it run as another user when the tests run as root
            await File.WriteAllTextAsync(done, "");
        }

        return cache;
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string FindUp(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "tests", file)))
                return Path.Combine(folder.FullName, "tests");
        }

        throw new InvalidOperationException($"tests/{file} is not above {AppContext.BaseDirectory}.");
    }
}
