using System.Diagnostics;
using System.Globalization;

namespace JitPortal.Application.Failpoints;

/// <summary>
/// Named places at which a test may kill the process (I-08, I-13): <c>JIT_CRASH_AT=open.after-effect</c> dies there the first time,
/// <c>JIT_CRASH_AT=open.after-effect:3</c> the third time. <c>JIT_PAUSE_AT</c> stops the process there instead, until somebody lets it
/// go on (I-10). Without either variable a point costs two comparisons.
/// </summary>
public static class Failpoint
{
    /// <summary>Every point, in the order of a grant's life.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "submit.before-commit", "submit.after-commit",
        "decide.before-commit", "decide.after-commit",
        "open.before-intent", "open.after-intent", "open.after-effect", "open.after-observe", "open.after-active",
        "rotate.before-effect", "rotate.after-effect", "rotate.after-commit",
        "extend.before-effect", "extend.after-effect", "extend.after-commit",
        "giveback.before-commit", "giveback.after-commit",
        "close.after-claim", "close.after-effect", "close.after-observe", "close.before-commit", "close.after-commit",
        "spool.after-write", "spool.after-replay",
    ];

    private static readonly Arming? Crash = Arming.Read("JIT_CRASH_AT");
    private static readonly Arming? Pause = Arming.Read("JIT_PAUSE_AT");

    /// <summary>Dies or stops here, without any cleaning up, when this is the armed point.</summary>
    public static void Hit(string name)
    {
        using var self = Crash is null && Pause is null ? null : Process.GetCurrentProcess();
        if (Crash?.IsNow(name) == true)
            self?.Kill();
        if (Pause?.IsNow(name) == true)
            Stop(self!.Id);
    }

    private static void Stop(int process)
    {
        using var kill = Process.Start("kill", ["-STOP", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private sealed class Arming(string point, int nth)
    {
        private int hits;

        public static Arming? Read(string variable) => Environment.GetEnvironmentVariable(variable)?.Split(':') switch
        {
            [var name] when name.Length > 0 => new Arming(name, 1),
            [var name, var times] when int.TryParse(times, CultureInfo.InvariantCulture, out var number) => new Arming(name, number),
            _ => null,
        };

        public bool IsNow(string name) => string.Equals(name, point, StringComparison.Ordinal) && Interlocked.Increment(ref hits) == nth;
    }
}
