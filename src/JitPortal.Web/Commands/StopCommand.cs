using JitPortal.Application.Grants;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Time;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Web.Commands;

/// <summary>
/// The emergency stop of whoever owns the machine, for when no page can be reached: places the lock in the database and closes the
/// grants itself, beside any node that still runs.
/// </summary>
/// <param name="scope">"everything", "person NAME", "target NAME" or "resource NAME"; for a person also an id, an e-mail address or issuer:subject.</param>
/// <param name="options">Settings such as <c>--Data:Folder=/var/lib/jitportal</c>, and <c>--reason=…</c>.</param>
internal sealed class StopCommand(string[] scope, string[] options) : Command
{
    private const string ReasonKey = "reason";

    /// <summary>How long the command goes on closing what targets do not let go of: 1 minute. Nodes go on for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public override Task<int> RunAsync() => OrSayAsync("Nothing was stopped.", StopAsync);

    private async Task<int> StopAsync()
    {
        using var host = await OfflinePortal.OpenAsync(options, ReasonKey);
        var services = host.Services;
        await services.GetRequiredService<DatabaseClock>().StartAsync(CancellationToken.None);

        if (services.GetRequiredService<IConfiguration>()[ReasonKey] is not { Length: > 0 } reason)
            return await RefuseAsync("Say why: --reason=\"Stolen laptop\". Everybody whose access ends reads it.");
        var found = await FindAsync(services.GetRequiredService<PortalDbFactory>());
        if (!found.Succeeded)
            return await RefuseAsync(found.Refusal.Message);
        var placed = await services.GetRequiredService<PlaceLock>().RunAsync(Actor.Portal, found.Value, reason, CancellationToken.None);
        if (!placed.Succeeded)
            return await RefuseAsync(placed.Refusal.Message);
        await Console.Out.WriteLineAsync($"Locked: {string.Join(' ', scope)}. New requests are refused from now on. An administrator lifts it on /stop.");
        try
        {
            return await CloseAsync(services, placed.Value);
        }
        catch (Exception failure) when (CannotStartException.Sentence(failure) is not null || failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The stop stands, but what became of the grants could not be seen to here: {CannotStartException.Sentence(failure) ?? failure.Message} Any node that runs closes them; /stop shows how far they are.");
            return FoundProblem;
        }
    }

    private async Task<Outcome<LockScope>> FindAsync(PortalDbFactory databases)
    {
        if (scope is ["everything"])
            return LockScope.Everything;
        if (scope is ["everything", ..])
            return new Refusal.Invalid("scope", "Nothing may follow “everything”. To stop less, name it: person NAME, target NAME or resource NAME.");
        if (scope is not [var kind, .. { Length: > 0 } words])
            return new Refusal.Invalid("scope", "Name what to stop: everything, person NAME, target NAME or resource NAME.");
        await using var db = databases.Create();
        var name = string.Join(' ', words);
        if (kind == "person")
            return await PersonAsync(db, name);
        IReadOnlyList<LockScope> all = kind switch
        {
            "target" => [.. (await db.Targets.Where(t => t.Name == name && t.RetiredAt == null).Select(t => t.Id).ToListAsync()).Select(id => LockScope.Of(new TargetId(id)))],
            "resource" => [.. (await db.Entitlements.Where(e => e.Resource == name).Select(e => e.TargetId).Distinct().ToListAsync()).Select(id => LockScope.Of(new TargetId(id), name))],
            _ => [],
        };
        return all switch
        {
            [var one] => one,
            [] => new Refusal.NotFound($"There is no {kind} called {name}."),
            _ => new Refusal.Invalid("scope", $"More than one {kind} is called {name}. Stop their targets one by one."),
        };
    }

    private static async Task<Outcome<LockScope>> PersonAsync(PortalDb db, string name) => await NamedPeople.FindAsync(db, name) switch
    {
        [var one] => LockScope.Of(new PersonId(one.Id)),
        [] => new Refusal.NotFound($"There is no person called {name}."),
        var several => new Refusal.Invalid("scope", $"{several.Count} people or workloads are called {name}. Stop the one that is meant, or each of them, by the id:\n{string.Join('\n', several.Select(NamedPeople.Line))}"),
    };

    /// <summary>Claims are taken as by any node, so none of this is in the way of one that still runs.</summary>
    private static async Task<int> CloseAsync(IServiceProvider services, LockId id)
    {
        var (databases, revoke) = (services.GetRequiredService<PortalDbFactory>(), services.GetRequiredService<RevokeDueJob>());
        var list = services.GetRequiredService<ListLocks>();
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            await using var db = databases.Create();
            var targets = await db.Grants.Where(g => g.State == GrantState.Revoking).Select(g => g.TargetId).Distinct().ToListAsync(CancellationToken.None);
            await Task.WhenAll(targets.Select(target => revoke.RunAsync(target, CancellationToken.None)));
            var standing = (await list.RunAsync(Actor.Portal, CancellationToken.None)).Value.SingleOrDefault(view => view.Id == id);
            if (standing is null)
                return await LiftedAsync();
            if (standing.OpenCount == 0 || patience.IsCancellationRequested)
                return await ReportAsync(standing);
            await Task.Delay(Pause, patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<int> LiftedAsync()
    {
        await Console.Error.WriteLineAsync("Somebody has lifted this stop meanwhile. What had begun to end is ended by any node that runs; /admin shows what is open.");
        return FoundProblem;
    }

    private static async Task<int> ReportAsync(LockView standing)
    {
        await Console.Out.WriteLineAsync($"{standing.EndedCount} of {standing.GrantCount} grants have ended with evidence.");
        foreach (var grant in standing.Grants.Where(grant => grant.State != GrantState.Ended))
            await Console.Error.WriteLineAsync($"Not ended yet: {grant.Resource}, {grant.Role} of {grant.Holder} on {grant.TargetName}. {grant.LastError}");
        foreach (var grant in standing.Grants.Where(grant => grant is { State: GrantState.Ended, Evidence: EvidenceKind.Forced }))
            await Console.Error.WriteLineAsync($"Closed by hand, without evidence: {grant.Resource}, {grant.Role} of {grant.Holder} on {grant.TargetName}.");
        return standing.GrantCount == standing.EndedCount ? Fine : FoundProblem;
    }

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return Usage;
    }
}
