using System.Globalization;

namespace JitPortal.Benchmarks.Circuits;

/// <summary>What an open page costs, and how soon all of them show one change, against the empty template and a page that does nothing else.</summary>
internal static class CircuitsBenchmark
{
    private const int Dashboards = 1_000;
    private const int Quick = 100;

    /// <summary>Everybody has a few pages open; half of the portal's pages are the catalogue, and half the person's own access.</summary>
    private const int PerPerson = 10;

    private static readonly string[] PortalPages = ["/", "/access"];

    public static async Task RunAsync(RunOptions options, Report report)
    {
        var count = options.Sizes is [var size, ..] ? size : options.Quick ? Quick : Dashboards;
        await using var app = await TemplateApp.BuildAsync();
        await using var template = await Served.StartAsync(app.Program, "--urls", "{0}");
        await using var portal = await Served.StartAsync(typeof(CircuitsBenchmark).Assembly.Location, ServeCommand, "{0}");
        await MemoryAsync(template, portal, count, options, report);
        await FanOutAsync(template, portal, count, options, report);
    }

    /// <summary>The hidden command that serves the portal in a process of its own.</summary>
    public const string ServeCommand = "serve-portal";

    private static async Task MemoryAsync(Served template, Served portal, int count, RunOptions options, Report report)
    {
        await using var theirs = new Pages();
        List<IReadOnlyList<string>> lines = [];
        await PerPageAsync(template, theirs, "/", PerPerson);   // the first pages compile the code and fill what is kept for all
        List<Memory> empty = [];
        for (var round = 0; round < options.Rounds; round++)
            empty.Add(await PerPageAsync(template, theirs, "/", count / options.Rounds));
        foreach (var path in PortalPages)
        {
            await using var ours = new Pages();
            await PerPageAsync(portal, ours, path, PerPerson);
            List<Memory> rounds = [];
            for (var round = 0; round < options.Rounds; round++)
                rounds.Add(await PerPageAsync(portal, ours, path, count / options.Rounds));
            var (heap, resident) = (Sample.Ratios(rounds.Select(m => (double)m.Heap), empty.Select(m => (double)m.Heap)), Sample.Ratios(rounds.Select(m => (double)m.Resident), empty.Select(m => (double)m.Resident)));
            report.Ratio($"heap {path}/template", heap);
            report.Ratio($"resident {path}/template", resident);
            report.Absolute($"heap {path}.kB", new Sample(rounds.Select(m => m.Heap / 1000.0)).Median);
            lines.Add([path, Kilobytes(rounds.Select(m => m.Heap)), Kilobytes(empty.Select(m => m.Heap)), heap.ToString(), Kilobytes(rounds.Select(m => m.Resident)), Kilobytes(empty.Select(m => m.Resident)), resident.ToString()]);
        }
        report.Table(["kB per page", "heap", "template", "times", "resident", "template", "times"], lines);
    }

    private static async Task<Memory> PerPageAsync(Served served, Pages pages, string path, int count)
    {
        var before = await served.MemoryAsync();
        await pages.OpenAsync(served, path, count, PerPerson, who => CookieAsync(served, who));
        var after = await served.MemoryAsync();
        return new Memory((after.Heap - before.Heap) / count, Math.Max(1, (after.Resident - before.Resident) / count));
    }

    private static async Task FanOutAsync(Served template, Served portal, int count, RunOptions options, Report report)
    {
        await using var theirs = new Pages();
        await theirs.OpenAsync(template, "/live", count, PerPerson, who => CookieAsync(template, who));
        await using var ours = new Pages();
        await ours.OpenAsync(portal, "/access", count, PerPerson, who => CookieAsync(portal, who));
        List<(Sample Ours, Sample Theirs)> rounds = [];
        for (var round = 0; round <= options.Rounds; round++)
        {
            var words = string.Create(CultureInfo.InvariantCulture, $"Change number {round}");
            var race = (await ours.ChangeAsync(portal, words), await theirs.ChangeAsync(template, words));
            if (round > 0)   // the first compiles the code
                rounds.Add(race);
        }
        var ratios = Sample.Ratios(rounds.Select(r => r.Ours.At(0.99)), rounds.Select(r => r.Theirs.At(0.99)));
        report.Ratio("fan-out p99/bare live page", ratios);
        report.Absolute("fan-out p99.ms", new Sample(rounds.Select(r => r.Ours.At(0.99))).Median);
        report.Table(
            [$"ms until {count:N0} pages show it", "p50", "p99"],
            [
                ["portal", Over(rounds.Select(r => r.Ours), 0.5), Over(rounds.Select(r => r.Ours), 0.99)],
                ["bare live page", Over(rounds.Select(r => r.Theirs), 0.5), Over(rounds.Select(r => r.Theirs), 0.99)],
                ["times", "", ratios.ToString()],
            ]);
    }

    private static string Over(IEnumerable<Sample> rounds, double share) => new Sample(rounds.Select(r => r.At(share))).ToString();

    private static string Kilobytes(IEnumerable<long> bytes) => new Sample(bytes.Select(b => b / 1000.0)).ToString();

    /// <summary>The template knows no people: it answers the address with a page that there is not, and sets nothing.</summary>
    private static async Task<string?> CookieAsync(Served served, int who)
    {
        using var answer = await served.Calls.GetAsync(new Uri($"/bench/sign-in?who={who.ToString(CultureInfo.InvariantCulture)}", UriKind.Relative));
        return answer.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join("; ", set.Select(cookie => cookie.Split(';')[0])) : null;
    }
}
