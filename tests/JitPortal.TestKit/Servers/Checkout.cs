namespace JitPortal.TestKit.Servers;

/// <summary>The working tree that the running tests were built in.</summary>
public static class Checkout
{
    private static readonly string[] Sources =
        ["src", "wwwroot-assets", "Directory.Build.props", "Directory.Packages.props", "global.json", "BannedSymbols.txt", ".editorconfig", "appsettings.Development.json"];

    public static string Top { get; } = Find();

    /// <summary>
    /// Copies what the portal is built from, so that another build and this one do not write over each other's files, nor into those that
    /// are checked in.
    /// </summary>
    public static void CopySources(string to)
    {
        foreach (var source in Sources)
            Copy(Path.Combine(Top, source), Path.Combine(to, source));
    }

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Copy(from, to);
            return;
        }

        Directory.CreateDirectory(to);
        foreach (var inside in Directory.GetFileSystemEntries(from).Where(entry => Path.GetFileName(entry) is not ("bin" or "obj")))
            Copy(inside, Path.Combine(to, Path.GetFileName(inside)));
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "JitPortal.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException($"JitPortal.sln is not above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
