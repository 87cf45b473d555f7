using System.Data;
using System.Diagnostics;
using JitPortal.Domain.Targets;
using Npgsql;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>Logins made for one grant each: <c>jit_</c> + grant id, a member of one role, gone afterwards.</summary>
internal sealed class Logins(PostgresLink link, PostgresSettings settings)
{
    // Closing a login takes several round trips that each commit, so a few run side by side; the pool leaves room for others.
    private const int ClosedAtOnce = 4;

    private static readonly TimeSpan SessionsMustEndWithin = TimeSpan.FromSeconds(5);

    public async Task<Opened> OpenAsync(Opening opening, PostgresRight right, CancellationToken ct)
    {
        await RunAsync(LoginScripts.Open, LoginArgs.Of(opening, right).WithVerifier(), ct);
        return new Opened(null, [$"Login {opening.Principal} is a member of {right.Role} until {opening.NotAfter.UtcDateTime:u}, which the server enforces too."]);
    }

    public async Task<Opened> MoveEndAsync(Opening opening, PostgresRight right, CancellationToken ct)
    {
        await RunAsync(LoginScripts.MoveEnd, LoginArgs.Of(opening, right), ct);
        return new Opened(null, [$"Login {opening.Principal} now ends {opening.NotAfter.UtcDateTime:u} on the server."]);
    }

    public async Task<Opened> RotateAsync(Opening opening, PostgresRight right, CancellationToken ct)
    {
        var args = LoginArgs.Of(opening, right).WithVerifier();
        var ended = await link.RunAsync(
            async connection => await EndSessionsAsync(connection, await connection.ScriptAsync(LoginScripts.Rotate, args, ct), ct),
            ct);
        return new Opened(null, [$"Login {opening.Principal} has a new password; {ended} sessions with the old one were ended."]);
    }

    public Task<IReadOnlyList<Closed>> CloseAsync(IReadOnlyList<Closing> closings, CancellationToken ct) =>
        SideBySide.CloseAsync(closings, ClosedAtOnce, CloseOneAsync, ct);

    private async Task<Closed> CloseOneAsync(Closing closing, CancellationToken ct)
    {
        try
        {
            LoginArgs.RefuseForeignName(closing.Grant, closing.Principal);
            // Not ended with the set: handing over many objects takes longer than one has, and would begin anew each time.
            // It goes on within its own limits, and the next attempt finds the login locked or gone.
            var ended = await link.RunAsync(connection => CloseAsync(connection, closing.Principal, CancellationToken.None), ct).WaitAsync(ct);
            return new Closed(closing.Grant, null, ended, null);
        }
        catch (TargetException failure)
        {
            // "Missing" here is something else that is missing, such as the heir: it must never read as "closed already".
            var fault = failure.Fault == Fault.TargetMissing ? Fault.Rejected : failure.Fault;
            return Closed.Failed(closing, new TargetException(fault, failure.Message, failure));
        }
    }

    // Each step commits by itself and leaves less access than before, so a crash anywhere in between fails closed.
    private async Task<int> CloseAsync(NpgsqlConnection connection, string login, CancellationToken ct)
    {
        var args = new { principal = login };
        var oid = await connection.ScriptAsync(LoginScripts.Disable, args, ct);
        if (oid.Length == 0)
            return 0;   // gone already

        await connection.ScriptAsync(LoginScripts.Lock, args, ct);
        try
        {
            var ended = await EndSessionsAsync(connection, oid, ct);
            await HandOverAsync(connection, login, oid, ct);
            await connection.ScriptAsync(LoginScripts.Drop, args, ct);

            // A session that passed authentication just before the login was disabled may only have become visible now.
            return ended + await EndSessionsAsync(connection, oid, ct);
        }
        finally
        {
            // Given back at once for the next caller; a broken connection has lost its lock anyway.
            if (connection.FullState == ConnectionState.Open)
                await connection.ScriptAsync(LoginScripts.Unlock, args, CancellationToken.None);
        }
    }

    private static async Task<int> EndSessionsAsync(NpgsqlConnection connection, string oid, CancellationToken ct)
    {
        var ended = new HashSet<string>(StringComparer.Ordinal);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var open = await connection.ColumnAsync(LoginScripts.TerminateSessions, oid, ct);
            if (open.Count == 0)
                return ended.Count;

            ended.UnionWith(open);
            if (Stopwatch.GetElapsedTime(started) > SessionsMustEndWithin)
                throw new TargetException(Fault.Transient, $"{open.Count} sessions did not end within {SessionsMustEndWithin.TotalSeconds:0} s.");

            await Task.Delay(TimeSpan.FromMilliseconds(10), ct);   // a session ends at its next safe point
        }
    }

    private async Task HandOverAsync(NpgsqlConnection connection, string login, string oid, CancellationToken ct)
    {
        var databases = await connection.ColumnAsync(LoginScripts.DatabasesWithDependencies, oid, ct);
        if (databases.Count == 0)
            return;

        if (settings.Heir is null)
            throw new TargetException(Fault.Rejected, "The login left objects behind and the target's settings name no heir for them. It cannot log in any more.");

        var args = new { principal = login, heir = settings.Heir };
        await connection.ScriptAsync(LoginScripts.BecomeMember, args, ct);
        foreach (var database in databases)
            await link.ScriptInAsync(database, LoginScripts.HandOver, args, ct);
    }

    private Task<string> RunAsync(string script, LoginArgs args, CancellationToken ct) =>
        link.RunAsync(connection => connection.ScriptAsync(script, args, ct), ct);
}
