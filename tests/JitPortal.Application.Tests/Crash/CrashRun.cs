using System.Diagnostics;
using JitPortal.CrashHost;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;

namespace JitPortal.Application.Tests.Crash;

/// <summary>One crash: a node in a process of its own is killed on its way, another node takes over, and the judge looks.</summary>
internal sealed class CrashRun : IAsyncDisposable
{
    private const int Killed = 128 + 9;
    private const string Writes = "fsync,fdatasync";

    /// <summary>strace counts for each thread by itself: with one worker, the n-th write is the same on every run.</summary>
    private static readonly Dictionary<string, string> OneWriter = new() { ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "1" };

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TestDatabase database;
    private readonly List<string> promises = [];

    private CrashRun(TestDatabase database) => this.database = database;

    public OracleServer Oracle { get; } = new();

    public IReadOnlyList<string> Promises
    {
        get
        {
            lock (promises)
                return [.. promises];
        }
    }

    public static async Task<CrashRun> PrepareAsync(DatabaseKind kind)
    {
        var run = new CrashRun(await TestDatabase.CreateAsync(kind));
        await using var portal = await TestPortal.CreateAsync(run.database);
        await Scene.BuildAsync(portal, run.Oracle.Port);
        return run;
    }

    /// <summary>Runs the scenario in its own process and kills it at a failpoint.</summary>
    /// <exception cref="InvalidOperationException">It was not killed: the point was never reached, or it failed by itself.</exception>
    public Task KillAsync(Scenario scenario, string failpoint) => RunAsync(scenario, [], new() { ["JIT_CRASH_AT"] = failpoint }, Killed);

    /// <summary>Runs the scenario in its own process and kills it in the middle of a write to the disk.</summary>
    /// <param name="write">Which of them, from 1 to <see cref="CountWritesAsync"/>.</param>
    /// <returns>Whether it came to that write; a run that waits less than the counted one makes fewer, and ends by itself.</returns>
    public async Task<bool> KillAtWriteAsync(Scenario scenario, int write) =>
        await RunAsync(scenario, Traced("/dev/null", "-e", $"inject={Writes}:signal=SIGKILL:when={write}"), OneWriter, Killed, 0) == Killed;

    /// <summary>Runs the scenario to its end in its own process.</summary>
    /// <returns>How many writes to the disk it made where <see cref="KillAtWriteAsync"/> counts them.</returns>
    public async Task<int> CountWritesAsync(Scenario scenario)
    {
        var log = Path.Combine(database.Folder, "writes.log");
        await RunAsync(scenario, Traced(log), OneWriter, 0);
        // 4711 fsync(123</tmp/portal.db-wal> …; a call that is interrupted stands there twice, the second time without its bracket
        return (await File.ReadAllLinesAsync(log)).Where(l => l.Contains("sync(", StringComparison.Ordinal)).CountBy(l => l.Split(' ')[0]).Max(t => t.Value);
    }

    private async Task<int> RunAsync(Scenario scenario, IReadOnlyList<string> under, Dictionary<string, string> environment, params IReadOnlyList<int> expected)
    {
        using var process = Start(scenario, under, environment);
        using var limit = new CancellationTokenSource(BusyMachine.Allow(Patience));
        await process.WaitForExitAsync(limit.Token);
        return expected.Contains(process.ExitCode)
            ? process.ExitCode
            : throw new InvalidOperationException($"The node was to end with {string.Join(" or ", expected)}, but ended with {process.ExitCode}.");
    }

    private static string[] Traced(string log, params string[] further) => ["strace", "-f", "-qq", "-o", log, "-e", $"trace={Writes}", .. further];

    public Process Start(Scenario scenario, IReadOnlyList<string> under, Dictionary<string, string> environment)
    {
        string[] node = ["dotnet", typeof(Walk).Assembly.Location, scenario.ToString(), database.Kind.ToString(), database.ConnectionString, database.Folder];
        string[] command = [.. under, .. node];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        process.OutputDataReceived += (_, line) => Promise(line.Data);
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Another node takes over in this process, people go on where they were, and the judge looks at what came of it.</summary>
    public async Task<IReadOnlyList<string>> RecoverAsync(Scenario scenario)
    {
        await using var portal = await RestartAsync();
        var early = await Judge.OpenedWithoutIntentAsync(portal, Oracle);
        var walk = new Walk(portal, await Scene.AttachAsync(portal), database, Promise);
        await (scenario == Scenario.Walk ? walk.RunAsync() : walk.ThroughAnOutageAsync());
        await portal.StopLoopAsync();
        return [.. early, .. await Judge.FindAsync(portal, Oracle, scenario == Scenario.Walk ? 1 : 0, Promises)];
    }

    public Task<TestPortal> RestartAsync() => TestPortal.CreateAsync(database);

    public async ValueTask DisposeAsync()
    {
        await Oracle.DisposeAsync();
        await database.DisposeAsync();
    }

    private void Promise(string? line)
    {
        // "filed 0196…"; whatever else a node prints is none
        if (line?.Split(' ') is [not null, var id] && Guid.TryParse(id, out _))
        {
            lock (promises)
                promises.Add(line);
        }
    }
}
