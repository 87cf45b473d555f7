using JitPortal.Application.Audit;
using JitPortal.Domain;
using JitPortal.Domain.Audit;
using JitPortal.Storage;
using JitPortal.TestKit.Portal;
using Shouldly;
using Xunit;

namespace JitPortal.Application.Tests.Audit;

/// <summary>Whoever reads the log while it grows is not told that records are missing.</summary>
public sealed class ControlTotalTests
{
    private const int Looks = 100;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Log_ReadWhileOthersWrite_MissesNothing(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        using var done = new CancellationTokenSource();
        var writing = Task.Run(() => WriteUntilAsync(world.Get<Ledger>(), done.Token), CancellationToken.None);   // SQLite never waits, so it would not come back

        var missing = new List<long>();
        for (var look = 0; look < Looks; look++)
            missing.Add((await Scene.Must(world.Get<BrowseAudit>().RunAsync(world.Scene.Tove, null, null, 1, CancellationToken.None))).Log.Missing);
        await done.CancelAsync();

        (await writing).ShouldBeGreaterThan(0);
        missing.ShouldAllBe(count => count == 0);
    }

    private static async Task<int> WriteUntilAsync(Ledger ledger, CancellationToken done)
    {
        var written = 0;
        for (; !done.IsCancellationRequested; written++)
        {
            await Scene.Must(ledger.WriteAsync<Done>(
                writing =>
                {
                    writing.Record(new AuditEvent(AuditTypes.CatalogChanged, null));
                    return Task.FromResult<Outcome<Done>>(default(Done));
                },
                CancellationToken.None));
        }
        return written;
    }
}
