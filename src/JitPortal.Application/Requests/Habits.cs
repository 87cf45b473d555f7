using JitPortal.Domain.Grants;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>The last 90 days of several people, read once.</summary>
internal sealed class Habits
{
    public static readonly TimeSpan Span = TimeSpan.FromDays(90);
    private static readonly TimeSpan UsualHours = TimeSpan.FromHours(2);
    private const int MostSame = 50;
    private readonly DateTimeOffset now;
    private readonly ILookup<Guid, Held> grants;
    private readonly Dictionary<Guid, int> denied;

    private Habits(DateTimeOffset now, ILookup<Guid, Held> grants, Dictionary<Guid, int> denied) => (this.now, this.grants, this.denied) = (now, grants, denied);

    public static async Task<Habits> ReadAsync(PortalDb db, IReadOnlyList<Guid> people, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Span;
        var held = await db.Grants.AsNoTracking()
            .Where(g => people.Contains(g.PersonId) && g.ActiveAt >= since)
            .OrderByDescending(g => g.ActiveAt)
            .Select(g => new Held(g.PersonId, g.EntitlementId, g.Duration, g.ActiveAt!.Value, g.EndsAt, g.EndedAt, g.EndReason))
            .ToListAsync(ct);
        var refused = await db.Requests
            .Where(r => people.Contains(r.RequesterId) && r.State == RequestState.Denied && r.FiledAt >= since)
            .GroupBy(r => r.RequesterId)
            .Select(r => new { r.Key, Count = r.Count() })
            .ToDictionaryAsync(r => r.Key, r => r.Count, ct);
        return new Habits(now, held.ToLookup(g => g.Person), refused);
    }

    /// <param name="asked">All of it; for an extension from the first activation on.</param>
    public Habit Of(Guid person, Guid entitlement, TimeSpan asked)
    {
        var all = grants[person].ToList();
        var same = all.Where(g => g.Entitlement == entitlement && g.EndReason is not null).Take(MostSame).ToList();   // what is held just now is no habit yet
        return new Habit(
            all.Count,
            denied.GetValueOrDefault(person),
            all.Count(g => g.EndReason == EndReason.GivenBack),
            Middle([.. same.Select(g => g.Duration).Order()]),
            [.. same.Select(g => new HeldSpan(g.From, g.EndedAt ?? g.EndsAt ?? now))],
            IsLike(same, asked) ? same.Count : 0);
    }

    private bool IsLike(IReadOnlyList<Held> same, TimeSpan asked) =>
        same.Count > 0 && asked <= same.Max(g => g.Whole) && same.Any(g => Apart(g.From.UtcDateTime.TimeOfDay, now.UtcDateTime.TimeOfDay) <= UsualHours);

    /// <summary>Of two times of day, the shorter way around the clock.</summary>
    private static TimeSpan Apart(TimeSpan one, TimeSpan other)
    {
        var apart = (one - other).Duration();
        return apart > TimeSpan.FromHours(12) ? TimeSpan.FromDays(1) - apart : apart;
    }

    private static TimeSpan? Middle(IReadOnlyList<TimeSpan> sorted) => sorted.Count == 0 ? null : sorted[sorted.Count / 2];

    private sealed record Held(Guid Person, Guid Entitlement, TimeSpan Duration, DateTimeOffset From, DateTimeOffset? EndsAt, DateTimeOffset? EndedAt, EndReason? EndReason)
    {
        /// <summary>With its extensions. The time that the opening took is missing from the span, and made up for by whole minutes.</summary>
        public TimeSpan Whole => EndsAt - From is { } span && span > Duration ? TimeSpan.FromMinutes(Math.Ceiling(span.TotalMinutes)) : Duration;
    }
}
