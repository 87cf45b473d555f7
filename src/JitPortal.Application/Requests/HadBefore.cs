using JitPortal.Domain.Grants;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>
/// For how long somebody has had an entitlement without a pause: a new request goes on counting from there (I-27), so giving back and
/// asking again gains nothing that extending would not.
/// </summary>
internal static class HadBefore
{
    /// <summary>A pause this long, 8 hours, begins the sum anew.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromHours(8);

    /// <summary>Grants per reading: mostly the first of them has the pause in it already.</summary>
    private const int Page = 10;

    /// <summary>A bound on what is read: 500 grants. Whoever has had more without a pause is judged by the latest of them.</summary>
    private const int MostPages = 50;

    /// <param name="until">When what is asked for begins: now, or for an extension when its grant began.</param>
    public static async Task<TimeSpan> SumAsync(PortalDb db, Guid person, Guid entitlement, DateTimeOffset until, CancellationToken ct)
    {
        var sum = TimeSpan.Zero;
        for (var page = 0; page < MostPages; page++)
        {
            var spans = await LatestAsync(db, person, entitlement, until, ct);
            foreach (var span in spans)
            {
                if (until - span.Until >= Pause)
                    return sum;
                (sum, until) = (sum + (span.Until - span.From), span.From);
            }
            if (spans.Count < Page)
                return sum;
        }
        return sum;
    }

    private static Task<List<Span>> LatestAsync(PortalDb db, Guid person, Guid entitlement, DateTimeOffset before, CancellationToken ct) =>
        db.Grants.AsNoTracking()
            .Where(g => g.PersonId == person && g.EntitlementId == entitlement && g.State == GrantState.Ended && g.ActiveAt != null && g.ActiveAt < before)
            .OrderByDescending(g => g.ActiveAt)
            .Select(g => new Span(g.ActiveAt!.Value, (g.RevokingAt < g.EndsAt ? g.RevokingAt : g.EndsAt) ?? g.EndedAt!.Value))
            .Take(Page)
            .ToListAsync(ct);

    private sealed record Span(DateTimeOffset From, DateTimeOffset Until);
}
