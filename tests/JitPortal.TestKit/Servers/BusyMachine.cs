using System.Globalization;

namespace JitPortal.TestKit.Servers;

/// <summary>Limits in tests hold for a machine with nothing else to do; on one that is shared they grow with the queue before its processors.</summary>
public static class BusyMachine
{
    /// <summary>The limit as it is while at most one process waits per processor, and in proportion longer beyond.</summary>
    public static TimeSpan Allow(TimeSpan limit) => limit * Math.Max(1, Load() / Environment.ProcessorCount);

    /// <summary>Whether more processes wait than there are processors.</summary>
    public static bool IsBusy => Load() > Environment.ProcessorCount;

    // 12.77 15.91 15.14 6/1034 18750
    private static double Load() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 1;
}
