using JitPortal.Benchmarks;
using JitPortal.Benchmarks.Chain;
using JitPortal.Benchmarks.Circuits;
using JitPortal.Benchmarks.Filing;
using JitPortal.Benchmarks.Lateness;
using JitPortal.Benchmarks.Lists;
using JitPortal.Benchmarks.Overhead;
using JitPortal.Benchmarks.Policies;
using JitPortal.Benchmarks.Start;

var rows = new SortedDictionary<string, Func<RunOptions, Report, Task>>(StringComparer.Ordinal)
{
    ["api"] = FilingBenchmark.RunAsync,
    ["audit"] = AuditBenchmark.RunAsync,
    ["circuits"] = CircuitsBenchmark.RunAsync,
    ["lateness"] = LatenessBenchmark.RunAsync,
    ["lists"] = ListsBenchmark.RunAsync,
    ["overhead"] = OverheadBenchmark.RunAsync,
    ["policy"] = PolicyBenchmark.RunAsync,
    ["start"] = StartBenchmark.RunAsync,
};

if (args is [CircuitsBenchmark.ServeCommand, var address])
{
    await ServedPortal.RunAsync(new Uri(address));
    return 0;
}
if (args.Length == 0 || !rows.TryGetValue(args[0], out var run) || RunOptions.Parse(args[1..]) is not { } options)
{
    await Console.Error.WriteLineAsync($"Usage: {string.Join(" | ", rows.Keys)}   [{RunOptions.Usage}]");
    return 2;
}

var report = new Report(args[0]);
report.Say(Machine.Words());
await run(options, report);
report.Say(Machine.Words());
Console.WriteLine(report.Json());
return 0;
