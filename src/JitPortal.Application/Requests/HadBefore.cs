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

    /// <summary>A bound on what is read. Whoever has had more without a pause is judged by the latest of them.</summary>
    private const int MostGrants = 500;

    /// <param name="until">When what is asked for begins: now, or for an extension when its grant began.</param>
    public static async Task<TimeSpan> SumAsync(PortalDb db, Guid person, Guid entitlement, DateTimeOffset until, CancellationToken ct)
    {
        var spans = await db.Grants.AsNoTracking()
            .Where(g => g.PersonId == person && g.EntitlementId == entitlement && g.State == GrantState.Ended && g.ActiveAt != null && g.ActiveAt < until)
            .OrderByDescending(g => g.ActiveAt)
            .Select(g => new { From = g.ActiveAt!.Value, Until = (g.RevokingAt < g.EndsAt ? g.RevokingAt : g.EndsAt) ?? g.EndedAt!.Value })
            .Take(MostGrants)
            .ToListAsync(ct);
        var sum = TimeSpan.Zero;
        foreach (var span in spans.TakeWhile(span => until - span.Until < Pause))
            (sum, until) = (sum + (span.Until - span.From), span.From);
        return sum;
    }
}
