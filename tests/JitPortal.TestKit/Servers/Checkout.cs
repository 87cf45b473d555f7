namespace JitPortal.TestKit.Servers;

/// <summary>The working tree that the running tests were built in.</summary>
public static class Checkout
{
    public static string Top { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "JitPortal.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException($"JitPortal.sln is not above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
