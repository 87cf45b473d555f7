using JitPortal.Domain.Grants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace JitPortal.Storage.Grants;

/// <summary>Moves grants: by the table, and with the state that was read repeated in the WHERE. Whoever moves them records it.</summary>
public static class GrantMoves
{
    /// <param name="grants">Which, by all that has to hold for it besides their state.</param>
    /// <param name="also">What their rows are to say besides.</param>
    /// <returns>How many moved.</returns>
    /// <exception cref="InvalidOperationException">There is no such move.</exception>
    public static Task<int> MoveAsync(
        this IQueryable<GrantRow> grants, GrantState from, GrantEvent happened, Action<UpdateSettersBuilder<GrantRow>> also, CancellationToken ct)
    {
        var next = GrantTransitions.Next(from, happened) ?? throw new InvalidOperationException($"A grant that is {from} is not moved by {happened}.");
        return grants.Where(g => g.State == from).ExecuteUpdateAsync(s => also(s.SetProperty(g => g.State, next)), ct);
    }

    /// <summary>Their access is to be removed at once; secrets that nobody has revealed, and leases that were only planned, are gone.</summary>
    /// <inheritdoc cref="MoveAsync"/>
    public static async Task<int> StartRevokingAsync(
        this IQueryable<GrantRow> grants, PortalDb db, GrantState from, GrantEvent happened, EndReason reason, DateTimeOffset at, CancellationToken ct)
    {
        await Credentials.DropAsync(db, grants.Select(g => g.Id), ct);
        return await grants.MoveAsync(
            from,
            happened,
            s => s.SetProperty(g => g.EndReason, reason)
                .SetProperty(g => g.RevokingAt, at)
                .SetProperty(g => g.NextAttemptAt, at)
                .SetProperty(g => g.Attempts, 0)
                .SetProperty(g => g.HasSecret, false),
            ct);
    }

    /// <summary>They are over, and so are their leases: nobody holds them and nothing is tried any more.</summary>
    /// <inheritdoc cref="MoveAsync"/>
    public static async Task<int> FinishAsync(
        this IQueryable<GrantRow> grants, PortalDb db, GrantState from, GrantEvent happened, GrantEnd end, Action<UpdateSettersBuilder<GrantRow>> also, CancellationToken ct)
    {
        // Before the grants: afterwards they are not in the state that they are found by.
        var ids = grants.Where(g => g.State == from).Select(g => g.Id);
        await db.Leases.Where(l => ids.Contains(l.GrantId) && l.State == LeaseState.Current).ExecuteUpdateAsync(s => s.SetProperty(l => l.State, LeaseState.Past), ct);
        return await grants.MoveAsync(
            from,
            happened,
            s => also(s.SetProperty(g => g.EndedAt, end.At)
                .SetProperty(g => g.Evidence, end.Evidence)
                .SetProperty(g => g.EvidenceWords, end.Words)
                .SetProperty(g => g.ResidualUntil, end.ResidualUntil)
                .SetProperty(g => g.NextAttemptAt, (DateTimeOffset?)null)
                .SetProperty(g => g.HasSecret, false)
                .LetGo()),
            ct);
    }

    /// <summary>Nobody holds them any more.</summary>
    public static UpdateSettersBuilder<GrantRow> LetGo(this UpdateSettersBuilder<GrantRow> grants) =>
        grants.SetProperty(g => g.ClaimId, (Guid?)null).SetProperty(g => g.ClaimUntil, (DateTimeOffset?)null);
}

/// <summary>The end of a grant, as its row says it.</summary>
public sealed record GrantEnd(DateTimeOffset At, EvidenceKind Evidence, string Words, DateTimeOffset? ResidualUntil = null)
{
    public static GrantEnd NeverOpened(DateTimeOffset at) => new(at, EvidenceKind.NeverOpened, "Nothing had been opened.");
}
