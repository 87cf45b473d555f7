using JitPortal.Domain.People;
using JitPortal.Domain.Time;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Requests;

/// <summary>Looks at what waits for a stronger sign-in; looking changes nothing.</summary>
public sealed class ReadKeptAction(PortalDbFactory databases, TimeProvider clock)
{
    /// <returns><see langword="null"/> for a state that is not of this session, or is past its 10 minutes.</returns>
    public async Task<WaitingAction?> RunAsync(SessionId session, string state, CancellationToken ct)
    {
        await using var db = databases.Create();
        var (hash, now) = (KeptAction.HashOf(state), clock.Now());
        var row = await db.KeptActions.AsNoTracking().SingleOrDefaultAsync(a => a.StateHash == hash && a.SessionId == session.Value && a.EndsAt > now, ct);
        return row is null ? null : new WaitingAction(row.Level, row.EndsAt, row.UsedAt is not null, row.Refusal, KeptAction.Read(row.Action));
    }
}

/// <param name="Level">What the new sign-in must reach.</param>
/// <param name="EndsAt">Until then it can be given.</param>
/// <param name="Refusal">Once used, why it was refused; <see langword="null"/> where it was carried out.</param>
public sealed record WaitingAction(AssuranceLevel Level, DateTimeOffset EndsAt, bool Used, string? Refusal, KeptAction Action);
