using System.Collections.Concurrent;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;
using Npgsql;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>Membership of a role given to a person's own login, and taken back.</summary>
internal sealed class Memberships(PostgresLink link, PostgresSettings settings)
{
    private const int ItemsInOneTransaction = 100;
    private const int Remembered = 10_000;

    // Grants after whose revocation every session from before was seen to end. A session that is open now began later and
    // cannot have kept the right; without this, a person whose client reconnects at once could never be seen as closed.
    private readonly ConcurrentDictionary<GrantId, bool> cleared = new();

    public async Task<Opened> OpenAsync(Opening opening, PostgresRight right, CancellationToken ct)
    {
        if (!PostgresName.CanExist(opening.Principal))
            throw new TargetException(Fault.Rejected, $"This cannot be a login's name. {PostgresName.Rule}");
        if (opening.Principal == settings.User)
            throw new TargetException(Fault.Rejected, "The portal's own account cannot be given access: closing would end the portal's sessions.");

        cleared.TryRemove(opening.Grant, out _);
        var args = new { principal = opening.Principal, role = right.Role, latest = opening.Latest.UtcDateTime };
        await link.RunAsync(connection => connection.ScriptAsync(MembershipScripts.Open, args, ct), ct);
        return new Opened(null, [$"{opening.Principal} is a member of {right.Role}."]);
    }

    /// <summary>A membership has no end of its own: there is nothing to move, and nothing to say.</summary>
    public static Opened MoveEnd(Opening opening) =>
        new(null, [$"{opening.Principal} stays a member; the portal closes it at {opening.NotAfter.UtcDateTime:u}."]);

    /// <summary>Whether open sessions of the grant's login are known to be younger than the end of its right.</summary>
    public bool IsCleared(GrantId grant) => cleared.ContainsKey(grant);

    public async Task<IReadOnlyList<Closed>> CloseAsync(IReadOnlyList<(Closing Closing, PostgresRight Right)> items, CancellationToken ct)
    {
        var closed = items.Where(i => !MustRevoke(i.Closing)).Select(i => new Closed(i.Closing.Grant, null, 0, null)).ToList();

        // In one order everywhere, so that two nodes with overlapping batches do not lock each other out.
        var revoked = items.Where(i => MustRevoke(i.Closing))
            .OrderBy(i => i.Right.Role, StringComparer.Ordinal)
            .ThenBy(i => i.Closing.Principal, StringComparer.Ordinal);
        foreach (var chunk in revoked.Chunk(ItemsInOneTransaction))
            closed.AddRange(await CloseChunkAsync(chunk, ct));
        return closed;
    }

    // A name that cannot exist was never given anything, and the portal's own account never is.
    private bool MustRevoke(Closing closing) =>
        !closing.KeepRight && PostgresName.CanExist(closing.Principal) && closing.Principal != settings.User;

    private async Task<IEnumerable<Closed>> CloseChunkAsync((Closing Closing, PostgresRight Right)[] chunk, CancellationToken ct)
    {
        try
        {
            return await link.RunAsync(connection => CloseChunkAsync(connection, chunk, ct), ct);
        }
        catch (TargetException failure)
        {
            return chunk.Select(i => Closed.Failed(i.Closing, failure));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return chunk.Select(i => SideBySide.NotReached(i.Closing));
        }
    }

    private async Task<IEnumerable<Closed>> CloseChunkAsync(NpgsqlConnection connection, (Closing Closing, PostgresRight Right)[] chunk, CancellationToken ct)
    {
        var args = chunk.Select(i => new { role = i.Right.Role, principal = i.Closing.Principal });
        var revoked = PostgresCommands.FromJson<List<Revoked>>(await connection.ScriptAsync(MembershipScripts.Close, args, ct));
        var closed = chunk.Zip(revoked, (item, result) => result.Of(item.Closing, item.Right.Role)).ToList();
        if (!settings.TerminateSessions)
            return closed;

        var logins = chunk.Zip(closed).Where(p => p.Second.Failure is null).Select(p => p.First.Closing.Principal).Distinct(StringComparer.Ordinal);
        var ended = await PersonSessions.EndAsync(connection, [.. logins], ct);
        return chunk.Zip(closed, (item, one) => WithSessions(one, ended.GetValueOrDefault(item.Closing.Principal))).ToList();
    }

    private Closed WithSessions(Closed closed, EndedSessions ended)
    {
        if (closed.Failure is not null)
            return closed;

        if (ended.Failure is null)
        {
            if (cleared.Count >= Remembered)
                cleared.Clear();   // costs at most one more close of a grant that is not observed yet
            cleared[closed.Grant] = true;
        }

        return closed with { Failure = ended.Failure, SessionsEnded = ended.Count };
    }

    /// <param name="State">The server's error code; <see langword="null"/> when it worked.</param>
    /// <param name="Others">Who else granted the same membership, which the portal cannot take back.</param>
    private sealed record Revoked(string? State, string? Others)
    {
        public Closed Of(Closing closing, string role) => new(
            closing.Grant,
            State is null ? null : PostgresFaults.OfState(State),
            0,
            Others is null ? null : $"{closing.Principal} stays a member of {role}: granted by {Others}.");
    }
}
