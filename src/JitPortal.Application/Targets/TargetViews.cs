using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Targets;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Targets;

/// <summary>Targets with what is open on them and whether they answer.</summary>
public sealed class TargetViews(TargetConnectors connectors)
{
    internal async Task<IReadOnlyList<TargetView>> ReadAsync(PortalDb db, DateTimeOffset now, CancellationToken ct)
    {
        var targets = await db.Targets.AsNoTracking().Where(t => t.RetiredAt == null).OrderBy(t => t.Name).ToListAsync(ct);
        var active = await db.Grants.Where(g => g.State == GrantState.Active).GroupBy(g => g.TargetId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var debt = await db.Grants.Where(DueGrants.Debt(now)).GroupBy(g => g.TargetId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var views = new List<TargetView>(targets.Count);
        foreach (var target in targets)
            views.Add(await ViewAsync(target, active.GetValueOrDefault(target.Id), debt.GetValueOrDefault(target.Id), ct));
        return views;
    }

    private async Task<TargetView> ViewAsync(TargetRow target, int active, int debt, CancellationToken ct)
    {
        var (residual, error) = (default(TimeSpan?), target.LastError);
        try
        {
            if (target.Unavailable is null)
                residual = (await connectors.GetAsync(new TargetId(target.Id), ct)).Connector.Residual;
        }
        catch (TargetException e)
        {
            error = e.Message;
        }
        return new TargetView(
            new TargetId(target.Id), target.Name, target.Kind, connectors.Kind(target.Kind)?.DisplayName ?? target.Kind, residual,
            target.LastOkAt, target.FailingSince, error, active, debt, target.Unavailable);
    }
}

/// <param name="Residual">How long access can outlive its end there; <see langword="null"/> where it cannot be used, so that it is not known.</param>
/// <param name="FailingSince">Since when calls to it fail; <see langword="null"/> when the last one worked.</param>
public sealed record TargetView(
    TargetId Id,
    string Name,
    string Kind,
    string KindName,
    TimeSpan? Residual,
    DateTimeOffset? LastOkAt,
    DateTimeOffset? FailingSince,
    string? LastError,
    int ActiveGrants,
    int DebtCount,
    string? Unavailable)
{
    /// <summary>It cannot be used, or calls to it fail.</summary>
    public bool Fails => Unavailable is not null || FailingSince is not null;

    /// <summary>It was called, and answered the last time.</summary>
    public bool Answers => !Fails && LastOkAt is not null;
}
