using System.Data.Common;
using JitPortal.TestKit.Lists;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace JitPortal.Benchmarks.Lists;

/// <summary>Lists of a portal that has been in use for years, against one statement by hand on an open connection, with the same answers.</summary>
internal static class ListsBenchmark
{
    private const int Million = 1_000_000;
    private const int QuickRows = 100_000;

    // .NET compiles what is called often once more, in the background; a server is past that.
    private const int WarmUps = 5;

    /// <summary>How often a question is put in a round: until about this long has gone by, in milliseconds.</summary>
    private const double RoundLength = 200;

    public static async Task RunAsync(RunOptions options, Report report)
    {
        await using var databases = await BenchDatabases.StartAsync();
        foreach (var size in options.Sizes is { Count: > 0 } sizes ? sizes : [options.Quick ? QuickRows : Million])
        {
            foreach (var kind in BenchDatabases.Kinds)
                await OnAsync(databases, kind, size, options, report);
        }
    }

    private static async Task OnAsync(BenchDatabases databases, DatabaseKind kind, int size, RunOptions options, Report report)
    {
        await using var database = await databases.CreateAsync(kind);
        await using var portal = await TestPortal.CreateAsync(database);
        await using var oracle = new OracleServer();
        var scene = await Scene.BuildAsync(portal, oracle.Port);
        await new ManyRows(portal, database, scene, size).AddAsync();
        await using DbConnection connection = kind == DatabaseKind.Sqlite ? new SqliteConnection(database.ConnectionString) : new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        List<IReadOnlyList<string>> lines = [];
        foreach (var question in await new Questions(portal, connection, kind, scene, size).AllAsync())
        {
            await question.CheckAsync();
            var (ours, theirs) = await RaceAsync(question, options.Rounds);
            var ratios = Sample.Ratios(ours, theirs);
            report.Ratio($"{kind}.{question.Name}/by hand", ratios);
            report.Absolute($"{kind}.{question.Name}.ms", new Sample(ours).Median);
            lines.Add([question.Name, new Sample(ours).ToString(), new Sample(theirs).ToString(), ratios.ToString()]);
        }
        report.Table([$"{kind}, {size:N0} requests: ms", "portal", "by hand", "times"], lines);
    }

    /// <summary>By turns, the median of each round.</summary>
    private static async Task<(List<double> Ours, List<double> Theirs)> RaceAsync(Question question, int rounds)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < WarmUps; round++)
        {
            _ = await RoundAsync(question.Portal);
            _ = await RoundAsync(question.ByHand);
        }
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await RoundAsync(question.Portal));
            theirs.Add(await RoundAsync(question.ByHand));
        }
        return (ours, theirs);
    }

    private static async Task<double> RoundAsync(Func<Task<IReadOnlyList<object>>> ask)
    {
        List<double> times = [];
        do
            times.Add(await Timed.RunAsync(ask));
        while (times.Sum() < RoundLength);
        return new Sample(times).Median;
    }
}
