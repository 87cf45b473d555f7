using System.Diagnostics;
using JitPortal.Domain.Grants;

namespace JitPortal.Benchmarks.Overhead;

/// <summary>Milliseconds of each operation of one round.</summary>
internal sealed record OverheadRound(Sample Ask, Sample Open, Sample BareOpen, Sample GuardedOpen, Sample Close, Sample BareClose, Sample GuardedClose);

/// <summary>Gives and takes access by turns, once through the portal, once with bare statements, and once with those and the same guarantees by hand.</summary>
internal sealed class OverheadRace(OverheadPortal portal, BareTarget bare, GuardedTarget guarded, TargetServer target)
{
    // .NET compiles what is called often twice more, each time after 30 calls; a server is past that.
    private const int WarmUp = 250;

    /// <summary>A context of the pool looks once a second whether anybody listens.</summary>
    private static readonly TimeSpan UntilHeard = TimeSpan.FromSeconds(1.5);

    public async Task<IReadOnlyList<OverheadRound>> RunAsync(int count, int operations)
    {
        await RoundAsync(WarmUp);   // compiles the code as it is compiled on a server that has run for a while, opens the connections
        var rounds = new List<OverheadRound>();
        for (var round = 0; round < count; round++)
            rounds.Add(await RoundAsync(operations));
        return rounds;
    }

    /// <summary>Again, with the portal's database calls counted, which costs a little time itself.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> ProfileAsync(string name, int operations)
    {
        using var calls = new DatabaseCalls();
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < UntilHeard)
            await RoundAsync(1);
        var (opening, closing, bareOpening, bareClosing) = (new List<DatabaseUse>(), new List<DatabaseUse>(), new List<DatabaseUse>(), new List<DatabaseUse>());
        for (var i = 0; i < operations; i++)
        {
            var request = await portal.AskAsync();
            opening.Add(await calls.CountAsync(portal.OpenAsync));
            await portal.MustBeAsync(request, GrantState.Active);
            await portal.LetEndAsync();
            closing.Add(await calls.CountAsync(portal.CloseAsync));
            var login = bare.NextLogin();
            bareOpening.Add(await calls.CountAsync(() => bare.OpenAsync(login)));
            bareClosing.Add(await calls.CountAsync(() => bare.CloseAsync(login)));
        }
        return
        [
            DatabaseUse.Line($"{name}.open", opening), DatabaseUse.Line($"{name}.open, bare", bareOpening),
            DatabaseUse.Line($"{name}.close", closing), DatabaseUse.Line($"{name}.close, bare", bareClosing),
        ];
    }

    private async Task<OverheadRound> RoundAsync(int operations)
    {
        List<double> ask = [], open = [], bareOpen = [], guardedOpen = [], close = [], bareClose = [], guardedClose = [];
        for (var i = 0; i < operations; i++)
        {
            await ByHandAsync(bare.OpenAsync, bare.CloseAsync, bareOpen, bareClose);
            await ByHandAsync(guarded.OpenAsync, guarded.CloseAsync, guardedOpen, guardedClose);
            await PortalAsync(ask, open, close);
        }
        return new OverheadRound(new(ask), new(open), new(bareOpen), new(guardedOpen), new(close), new(bareClose), new(guardedClose));
    }

    private async Task ByHandAsync(Func<string, Task> give, Func<string, Task> take, List<double> open, List<double> close)
    {
        var login = bare.NextLogin();
        open.Add(await Timed.RunAsync(() => give(login)));
        await target.MustShowAsync(login, member: true);
        close.Add(await Timed.RunAsync(() => take(login)));
        await target.MustShowAsync(login, member: false);
    }

    private async Task PortalAsync(List<double> ask, List<double> open, List<double> close)
    {
        var request = default(Domain.Requests.RequestId);
        ask.Add(await Timed.RunAsync(async () => request = await portal.AskAsync()));
        open.Add(await Timed.RunAsync(portal.OpenAsync));
        var grant = await portal.MustBeAsync(request, GrantState.Active);
        await target.MustShowAsync(grant.Principal, member: true);
        await portal.LetEndAsync();
        close.Add(await Timed.RunAsync(portal.CloseAsync));
        await portal.MustBeAsync(request, GrantState.Ended);
        await target.MustShowAsync(grant.Principal, member: false);
    }
}
