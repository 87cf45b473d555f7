using JitPortal.Domain.Audit;
using JitPortal.Storage.Audit;

namespace JitPortal.Benchmarks.Lateness;

/// <summary>The portal as it is: its loop, its job, claims with audit, the connector, evidence.</summary>
internal sealed class PortalContender : IContender
{
    private readonly Arena arena;
    private Arrivals? moved;
    private Arrivals? ended;

    public PortalContender(Arena arena, string name)
    {
        (this.arena, Name) = (arena, name);
        arena.Portal.Get<CommitHints>().Listen(Note);
    }

    public string Name { get; }

    public TimeSpan Notice(int size) => TimeSpan.FromSeconds(1);

    public async Task<Late> RunAsync(Storm storm, DateTimeOffset due)
    {
        (moved, ended) = (new Arrivals(due, storm.Size, arena.Portal.Clock), new Arrivals(due, storm.Size, arena.Portal.Clock));
        await arena.Portal.StartLoopAsync();
        await ended.Complete;
        await moved.Complete;
        await arena.Portal.StopLoopAsync();
        await storm.CheckAsync(ended: true);
        return new Late(moved.Late, ended.Late);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Called right after each commit.</summary>
    private void Note(IReadOnlyList<RecordedEvent> recorded)
    {
        Note(moved, recorded, AuditTypes.GrantRevoking);
        Note(ended, recorded, AuditTypes.GrantEnded);
    }

    private static void Note(Arrivals? arrivals, IReadOnlyList<RecordedEvent> recorded, string type) =>
        arrivals?.Note([.. recorded.Where(r => r.Event.Type == type).Select(r => r.Event.Grant!.Value.Value)]);
}
