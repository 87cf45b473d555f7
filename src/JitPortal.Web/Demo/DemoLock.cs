namespace JitPortal.Web.Demo;

/// <summary>Held by a portal that runs a demo: its folder must not be moved away below it. It goes with the process, however that ends.</summary>
internal static class DemoLock
{
    /// <returns><see langword="null"/> while another process holds it.</returns>
    public static FileStream? Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "demo.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
