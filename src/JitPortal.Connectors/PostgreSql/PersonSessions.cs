using System.Diagnostics;
using JitPortal.Domain.Targets;
using Npgsql;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>How many sessions of one login were ended, and why not all of them.</summary>
internal readonly record struct EndedSessions(int Count, TargetException? Failure);

/// <summary>
/// Ends the sessions that persons' own logins have open at this moment. A session that had done <c>SET ROLE</c> keeps the
/// role's rights after the membership is gone, so revoking alone is not enough. Sessions that begin later are left alone.
/// </summary>
internal static class PersonSessions
{
    private static readonly TimeSpan MustEndWithin = TimeSpan.FromSeconds(5);

    /// <returns>Only logins that had sessions.</returns>
    public static async Task<IReadOnlyDictionary<string, EndedSessions>> EndAsync(NpgsqlConnection connection, IReadOnlyList<string> logins, CancellationToken ct)
    {
        var asked = PostgresCommands.FromJson<List<Session>>(await connection.ScriptAsync(MembershipScripts.TerminateSessions, logins, ct));
        var open = await WaitAsync(connection, [.. asked.Where(s => s.State is null)], ct);
        return asked.GroupBy(s => s.Login, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Summary([.. g], open), StringComparer.Ordinal);
    }

    private static async Task<IReadOnlySet<string>> WaitAsync(NpgsqlConnection connection, IReadOnlyList<Session> asked, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (asked.Count > 0)
        {
            var open = await connection.ColumnAsync(MembershipScripts.StillOpen, PostgresCommands.ToJson(asked), ct);
            if (open.Count == 0 || Stopwatch.GetElapsedTime(started) > MustEndWithin)
                return open.ToHashSet(StringComparer.Ordinal);

            await Task.Delay(TimeSpan.FromMilliseconds(10), ct);   // a session ends at its next safe point
        }

        return new HashSet<string>(StringComparer.Ordinal);
    }

    private static EndedSessions Summary(IReadOnlyList<Session> sessions, IReadOnlySet<string> open)
    {
        var left = sessions.Count(s => s.State is not null || open.Contains(s.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (left == 0)
            return new EndedSessions(sessions.Count, null);

        var refused = sessions.FirstOrDefault(s => s.State is not null);
        var failure = refused is null
            ? new TargetException(Fault.Transient, $"The right is taken back, but {left} sessions did not end within {MustEndWithin.TotalSeconds:0} s.")
            : new TargetException(PostgresFaults.OfState(refused.State!).Fault, $"The right is taken back, but the portal's account may not end {left} sessions ({refused.State}); it needs pg_signal_backend.");
        return new EndedSessions(sessions.Count - left, failure);
    }

    private sealed record Session(int Pid, string Login, string? State);
}
