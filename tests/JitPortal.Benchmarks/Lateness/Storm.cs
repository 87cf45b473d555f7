using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Requests;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Benchmarks.Lateness;

/// <summary>Active grants on one target that all end at the same instant.</summary>
internal sealed class Storm
{
    private const int AtOnce = 5_000;

    private readonly TestPortal portal;

    private Storm(TestPortal portal, TargetId target, int size) => (this.portal, Target, Size) = (portal, target, size);

    public TargetId Target { get; }

    public int Size { get; }

    public static async Task<Storm> CreateAsync(TestPortal portal, int size)
    {
        var mira = await Scene.SignInAsync(portal, "mira", "Mira", PortalRole.Requester);
        var target = await Scene.Must(portal.Get<Application.Targets.AddTarget>().RunAsync(Actor.Portal, new("storm", NullKind.Name, "", null), CancellationToken.None));
        var entitlement = await Scene.EntitlementAsync(portal, target, "storm", "Any", "any");
        var storm = new Storm(portal, target, size);
        foreach (var numbers in Enumerable.Range(1, size).Chunk(AtOnce))
            await storm.InsertAsync(numbers, entitlement.Value, mira.Id.Value);
        return storm;
    }

    /// <summary>Makes all of them active until then, and the tables as if nothing had happened yet.</summary>
    public async Task ArmAsync(DateTimeOffset due)
    {
        await using var db = portal.Databases.Create();
        await db.Grants.ExecuteUpdateAsync(s => s
            .SetProperty(g => g.State, GrantState.Active).SetProperty(g => g.EndsAt, due)
            .SetProperty(g => g.EndReason, (EndReason?)null).SetProperty(g => g.RevokingAt, (DateTimeOffset?)null).SetProperty(g => g.EndedAt, (DateTimeOffset?)null)
            .SetProperty(g => g.Evidence, EvidenceKind.None).SetProperty(g => g.EvidenceWords, (string?)null)
            .SetProperty(g => g.NextAttemptAt, (DateTimeOffset?)null).SetProperty(g => g.ClaimId, (Guid?)null).SetProperty(g => g.ClaimUntil, (DateTimeOffset?)null));
        await db.Leases.ExecuteUpdateAsync(s => s.SetProperty(l => l.State, LeaseState.Current).SetProperty(l => l.NotAfter, due));
        await db.Database.ExecuteSqlRawAsync(db.IsPostgres ? "vacuum (analyze) grants, leases, audit, requests" : "pragma wal_checkpoint(truncate)");
        if (db.IsPostgres)
            await db.Database.ExecuteSqlRawAsync("checkpoint");
    }

    /// <summary>All have left Active, and whoever gives evidence has given it for each.</summary>
    public async Task CheckAsync(bool ended)
    {
        await using var db = portal.Databases.Create();
        var wanted = ended ? GrantState.Ended : GrantState.Revoking;
        var there = await db.Grants.CountAsync(g => g.State == wanted && (!ended || g.Evidence == EvidenceKind.Observed));
        if (there != Size)
            throw new InvalidOperationException($"{there} of {Size} grants are {wanted}.");
    }

    public async Task<IReadOnlyList<Guid>> IdsAsync()
    {
        await using var db = portal.Databases.Create();
        return await db.Grants.Select(g => g.Id).ToListAsync();
    }

    private async Task InsertAsync(int[] numbers, Guid entitlement, Guid person)
    {
        await using var db = portal.Databases.Create();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var now = portal.Clock.Now();
        foreach (var number in numbers)
        {
            var request = Request(number, entitlement, person, now);
            var grant = Grant(request, now);
            db.AddRange(request, grant, new LeaseRow { GrantId = grant.Id, RequestId = request.Id, State = LeaseState.Current, NotBefore = now, NotAfter = now, Serial = number });
        }
        await db.SaveChangesAsync();
    }

    private static RequestRow Request(int number, Guid entitlement, Guid person, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(),
        Number = number,
        EntitlementId = entitlement,
        RequesterId = person,
        State = RequestState.Approved,
        Asked = TimeSpan.FromHours(1),
        Allowed = TimeSpan.FromHours(1),
        Reason = "Storm",
        FiledAt = now,
        StageBeganAt = now,
        DecidedAt = now,
        Verdict = "{}",
    };

    private GrantRow Grant(RequestRow request, DateTimeOffset now)
    {
        var id = GrantId.New();
        return new GrantRow
        {
            Id = id.Value,
            RequestId = request.Id,
            EntitlementId = request.EntitlementId,
            TargetId = Target.Value,
            PersonId = request.RequesterId,
            State = GrantState.Active,
            Principal = $"jit_{id}",
            Mode = PrincipalMode.Ephemeral,
            Right = "any",
            Duration = request.Allowed,
            ApprovedAt = now,
            LatestStart = now,
            IntendedAt = now,
            ActiveAt = now,
            EndsAt = now + request.Allowed,
        };
    }
}
