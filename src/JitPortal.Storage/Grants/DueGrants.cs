using System.Linq.Expressions;
using JitPortal.Domain.Grants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace JitPortal.Storage.Grants;

/// <summary>Which grants have work due; the one place that says so.</summary>
public static class DueGrants
{
    /// <summary>Past its end and not begun to be revoked, whoever holds it.</summary>
    public static Expression<Func<GrantRow, bool>> PastEnd(DateTimeOffset now) => g => (g.State == GrantState.Active || g.State == GrantState.Provisioning) && g.EndsAt <= now;

    /// <summary>Of those, the ones that are held by nobody and not set aside.</summary>
    public static Expression<Func<GrantRow, bool>> PastEndAndFree(DateTimeOffset now) => PastEnd(now).And(Free(now)).And(g => g.Quarantine == null);

    /// <summary>
    /// Past its end, or already being revoked and due for the next attempt; held by nobody. Rows that were set aside are among them:
    /// they get no access, but what they gave has to end.
    /// </summary>
    public static Expression<Func<GrantRow, bool>> ToRevoke(DateTimeOffset now) => PastEnd(now).Or(g => g.State == GrantState.Revoking && g.NextAttemptAt <= now).And(Free(now));

    /// <summary>To be opened, or active with an extension or a new secret to carry out; held by nobody.</summary>
    public static Expression<Func<GrantRow, bool>> ToOpen(DateTimeOffset now) => Free(now).And(g =>
        (g.State == GrantState.Scheduled || g.State == GrantState.Provisioning || g.State == GrantState.Active)
        && g.NextAttemptAt <= now
        && (g.EndsAt == null || g.EndsAt > now)
        && g.Quarantine == null);

    /// <summary>Past its end or being revoked, or closed by force: the revocation debt.</summary>
    public static Expression<Func<GrantRow, bool>> Debt(DateTimeOffset now) => PastEnd(now).Or(g => g.State == GrantState.Revoking || g.Evidence == EvidenceKind.Forced);

    /// <summary>Not ended, and <see cref="GrantRow.Due"/> at this moment or before.</summary>
    public static Expression<Func<GrantRow, bool>> LateSince(DateTimeOffset moment) => g =>
        (g.State == GrantState.Revoking && (g.EndsAt <= moment || g.RevokingAt <= moment))
        || ((g.State == GrantState.Active || g.State == GrantState.Provisioning) && g.EndsAt <= moment);

    public static async Task<IReadOnlyList<Guid>> TargetsToRevokeAsync(PortalDb db, DateTimeOffset now, CancellationToken ct) =>
        await db.Grants.Where(ToRevoke(now)).Select(g => g.TargetId).Distinct().ToListAsync(ct);

    public static async Task<IReadOnlyList<Guid>> TargetsToOpenAsync(PortalDb db, DateTimeOffset now, CancellationToken ct) =>
        await db.Grants.Where(ToOpen(now)).Select(g => g.TargetId).Distinct().ToListAsync(ct);

    /// <returns>The next instant at which something becomes due by itself; <see langword="null"/> when nothing is planned.</returns>
    public static async Task<DateTimeOffset?> NextAsync(PortalDb db, DateTimeOffset now, CancellationToken ct)
    {
        var end = await db.Grants
            .Where(g => (g.State == GrantState.Active || g.State == GrantState.Provisioning) && g.EndsAt > now)
            .MinAsync(g => g.EndsAt, ct);
        var attempt = await db.Grants
            .Where(g => g.State != GrantState.Ended && g.NextAttemptAt > now)
            .MinAsync(g => g.NextAttemptAt, ct);
        return end is null || attempt < end ? attempt : end;
    }

    private static Expression<Func<GrantRow, bool>> Free(DateTimeOffset now) => g => g.ClaimUntil == null || g.ClaimUntil <= now;

    private static Expression<Func<GrantRow, bool>> And(this Expression<Func<GrantRow, bool>> one, Expression<Func<GrantRow, bool>> other) =>
        Expression.Lambda<Func<GrantRow, bool>>(Expression.AndAlso(one.Body, BodyOn(one, other)), one.Parameters);

    private static Expression<Func<GrantRow, bool>> Or(this Expression<Func<GrantRow, bool>> one, Expression<Func<GrantRow, bool>> other) =>
        Expression.Lambda<Func<GrantRow, bool>>(Expression.OrElse(one.Body, BodyOn(one, other)), one.Parameters);

    /// <summary>What the other says, of the grant that the one is about.</summary>
    private static Expression BodyOn(LambdaExpression one, LambdaExpression other) =>
        ReplacingExpressionVisitor.Replace(other.Parameters[0], one.Parameters[0], other.Body);
}
