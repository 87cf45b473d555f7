namespace JitPortal.Benchmarks;

/// <summary>How busy the machine is; absolute figures mean little without it.</summary>
internal static class Machine
{
    // 0.52 0.58 0.59 3/602 29531
    public static string Words()
    {
        var load = File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
        return $"{Environment.ProcessorCount} processors, load {load}";
    }

    /// <returns>Milliseconds that a small durable write takes on the disk of the databases.</returns>
    public static Sample Sync(int writes)
    {
        var path = Path.Combine(Path.GetTempPath(), $"jitportal-sync-{Environment.ProcessId}");
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.DeleteOnClose });
        var page = new byte[4096];
        return new Sample([.. Enumerable.Range(0, writes).Select(_ => Timed.Run(() =>
        {
            file.Write(page);
            file.Flush(flushToDisk: true);
        }))]);
    }
}
