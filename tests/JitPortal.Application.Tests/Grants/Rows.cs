using JitPortal.Domain.Grants;
using JitPortal.Domain.Time;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Time;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Tests.Grants;

/// <summary>Moves the rows' instants, so that a test need not wait for them.</summary>
internal static class Rows
{
    /// <summary>Every open grant is past its end, by the clock of every node: two of them may be a little apart.</summary>
    public static async Task EndNowAsync(TestPortal portal)
    {
        await using var db = portal.Databases.Create();
        var end = portal.Clock.Now() - DatabaseClock.Tolerance;
        await db.Grants.Where(g => g.State == GrantState.Active || g.State == GrantState.Provisioning).ExecuteUpdateAsync(s => s.SetProperty(g => g.EndsAt, end));
    }

    /// <summary>An open grant has so long left: forms take a minute at least, and an opening of seconds may be over before it is done.</summary>
    public static async Task<GrantRow> EndSoonAsync(TestPortal portal, Guid grant, TimeSpan left)
    {
        await using var db = portal.Databases.Create();
        var end = portal.Clock.Now() + left;
        await db.Grants.Where(g => g.Id == grant).ExecuteUpdateAsync(s => s.SetProperty(g => g.EndsAt, end));
        await db.Leases.Where(l => l.GrantId == grant).ExecuteUpdateAsync(s => s.SetProperty(l => l.NotAfter, end));
        return await db.Grants.AsNoTracking().SingleAsync(g => g.Id == grant);
    }

    /// <summary>Whatever waits for its next attempt is due.</summary>
    public static async Task TryNowAsync(TestPortal portal)
    {
        await using var db = portal.Databases.Create();
        var now = portal.Clock.Now();
        await db.Grants.Where(g => g.NextAttemptAt != null).ExecuteUpdateAsync(s => s.SetProperty(g => g.NextAttemptAt, now));
    }

    /// <summary>Claims are past their time, as after a pause of the worker that holds them.</summary>
    public static async Task LapseClaimsAsync(TestPortal portal)
    {
        await using var db = portal.Databases.Create();
        var now = portal.Clock.Now();
        var (past, soon) = (now - DatabaseClock.Tolerance, now + TimeSpan.FromMilliseconds(100));
        await db.Grants.Where(g => g.ClaimUntil != null).ExecuteUpdateAsync(s => s.SetProperty(g => g.ClaimUntil, past));
        // Another node's clock may read a few milliseconds less than the one that set the next attempt.
        await db.Grants.Where(g => g.NextAttemptAt > past && g.NextAttemptAt <= soon).ExecuteUpdateAsync(s => s.SetProperty(g => g.NextAttemptAt, past));
    }

    public static async Task<IReadOnlyList<LeaseRow>> LeasesAsync(TestPortal portal, Guid grant)
    {
        await using var db = portal.Databases.Create();
        return await db.Leases.AsNoTracking().Where(l => l.GrantId == grant).OrderBy(l => l.Ordinal).ToListAsync();
    }

    public static async Task<int> CountAsync(TestPortal portal, System.Linq.Expressions.Expression<Func<GrantRow, bool>> which)
    {
        await using var db = portal.Databases.Create();
        return await db.Grants.CountAsync(which);
    }

    public static async Task<IReadOnlyList<string>> EventsAsync(TestPortal portal, Guid grant)
    {
        await using var db = portal.Databases.Create();
        return await db.Audit.AsNoTracking().Where(a => a.GrantId == grant).OrderBy(a => a.Sequence).Select(a => a.Type).ToListAsync();
    }
}
