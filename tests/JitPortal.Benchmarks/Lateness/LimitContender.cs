using System.Data.Common;
using JitPortal.Domain.Time;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace JitPortal.Benchmarks.Lateness;

/// <summary>
/// What cannot be beaten: a timer that fires at the due instant, then one statement per set of 500 on an open connection,
/// without audit, without reading the grants, without a target.
/// </summary>
internal sealed class LimitContender(Arena arena) : IContender
{
    // SKIP LOCKED is PostgreSQL's; SQLite has one writer at a time and needs none.
    private const string Claim = """
        update grants set "State" = 4, "RevokingAt" = @at, "NextAttemptAt" = @at, "ClaimId" = @claim, "ClaimUntil" = @until, "Fence" = "Fence" + 1
        where "Id" in (
          select "Id" from grants where "TargetId" = @target and "State" = 3 and "EndsAt" <= @at order by "EndsAt" limit 500 SKIP)
        returning "Id"
        """;

    public string Name => "limit";

    public TimeSpan Notice(int size) => TimeSpan.FromSeconds(1);

    public async Task<Late> RunAsync(Storm storm, DateTimeOffset due)
    {
        var moved = new Arrivals(due, storm.Size, arena.Portal.Clock);
        await using var db = arena.Portal.Databases.Create();
        await db.Database.OpenConnectionAsync();
        await using var claim = db.Database.GetDbConnection().CreateCommand();
        claim.CommandText = Claim.Replace("SKIP", claim is NpgsqlCommand ? "for update skip locked" : "", StringComparison.Ordinal);
        await FireAsync(due, arena.Portal.Clock);
        while (await ClaimAsync(claim, storm.Target.Value, arena.Portal.Clock.Now()) is { Count: > 0 } claimed)
            moved.Note(claimed);
        await moved.Complete;
        await storm.CheckAsync(ended: false);
        return new Late(moved.Late, null);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task FireAsync(DateTimeOffset due, TimeProvider clock)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A timer may fire a little early.
        await using var timer = clock.CreateTimer(_ => fired.TrySetResult(), null, due - clock.GetUtcNow() + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        await fired.Task;
        while (clock.Now() < due)
            await Task.Yield();   // by the database's clock it was early all the same
    }

    private async Task<List<Guid>> ClaimAsync(DbCommand command, Guid target, DateTimeOffset now)
    {
        command.Parameters.Clear();
        Add(command, "@at", Instant(now));
        Add(command, "@until", Instant(now + TimeSpan.FromSeconds(8)));
        Add(command, "@claim", Guid.CreateVersion7());
        Add(command, "@target", target);
        var claimed = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            claimed.Add(reader.GetGuid(0));
        return claimed;
    }

    private object Instant(DateTimeOffset instant) => arena.Database.Kind == DatabaseKind.Sqlite ? instant.ToUnixTimeMilliseconds() : instant;

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
