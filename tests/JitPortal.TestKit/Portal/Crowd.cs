using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Targets;
using JitPortal.Domain.Time;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Requests;
using JitPortal.TestKit.Oracle;

namespace JitPortal.TestKit.Portal;

/// <summary>Many active grants at once, written as rows and planted on the oracle; for tests of what happens at their end.</summary>
public static class Crowd
{
    private static int serial = 1_000_000;

    /// <param name="endsAt">The end of each, by its index.</param>
    public static async Task<IReadOnlyList<GrantRow>> ActiveAsync(
        TestPortal portal, OracleServer oracle, TargetId target, EntitlementId what, Actor who, int count, Func<int, DateTimeOffset> endsAt)
    {
        var now = portal.Clock.Now();
        await using var db = portal.Databases.Create();
        var grants = new List<GrantRow>(count);
        for (var i = 0; i < count; i++)
        {
            var number = Interlocked.Increment(ref serial);
            var request = Request(number, what, who, now);
            var grant = Active(request, target, now, endsAt(i).ToMilliseconds());
            db.Requests.Add(request);
            db.Grants.Add(grant);
            db.Leases.Add(new LeaseRow { GrantId = grant.Id, RequestId = request.Id, State = LeaseState.Current, NotBefore = now, NotAfter = grant.EndsAt!.Value, Serial = number });
            oracle.Plant(grant.Principal);
            grants.Add(grant);
        }
        await db.SaveChangesAsync();
        return grants;
    }

    private static RequestRow Request(int number, EntitlementId what, Actor who, DateTimeOffset now) => new()
    {
        Id = RequestId.New().Value,
        Number = number,
        EntitlementId = what.Value,
        RequesterId = who.Id.Value,
        State = RequestState.Approved,
        Asked = TimeSpan.FromHours(1),
        Allowed = TimeSpan.FromHours(1),
        FiledAt = now,
        StageBeganAt = now,
        DecidedAt = now,
    };

    private static GrantRow Active(RequestRow request, TargetId target, DateTimeOffset now, DateTimeOffset endsAt)
    {
        var id = GrantId.New();
        return new GrantRow
        {
            Id = id.Value,
            RequestId = request.Id,
            EntitlementId = request.EntitlementId,
            TargetId = target.Value,
            PersonId = request.RequesterId,
            State = GrantState.Active,
            Principal = $"jit_{id}",
            Mode = PrincipalMode.Ephemeral,
            Right = "ephemeral:read",
            Duration = endsAt - now,
            ApprovedAt = now,
            LatestStart = now,
            IntendedAt = now,
            ActiveAt = now,
            EndsAt = endsAt,
        };
    }
}
