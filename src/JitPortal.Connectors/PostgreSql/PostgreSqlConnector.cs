using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>
/// One PostgreSQL server. What is native differs by the right's mode: only a login made for the grant has an end on the
/// server itself; a person's membership has none and ends only when it is closed.
/// </summary>
internal sealed class PostgreSqlConnector : IConnector, IDisposable
{
    private readonly PostgresSettings settings;
    private readonly PostgresLink link;
    private readonly PostgresReader reader;
    private readonly PostgresCheck check;
    private readonly Logins logins;
    private readonly Memberships memberships;

    public PostgreSqlConnector(PostgresSettings settings, string password, TimeProvider clock)
    {
        this.settings = settings;
        link = new PostgresLink(settings, password);
        reader = new PostgresReader(link);
        check = new PostgresCheck(link, settings, clock);
        logins = new Logins(link, settings);
        memberships = new Memberships(link, settings);
    }

    public Capability Capabilities =>
        Capability.ExistingPrincipal | Capability.EphemeralPrincipal | Capability.NativeExpiry | Capability.NarrowAdmin
        | Capability.Observes | Capability.Batches | Capability.Lists | (settings.TerminateSessions ? Capability.EndsSessions : Capability.None);

    /// <summary>Zero where sessions are ended; otherwise without bound, since a session lasts as long as its holder likes.</summary>
    public TimeSpan Residual => settings.TerminateSessions ? TimeSpan.Zero : TimeSpan.MaxValue;

    public Task<IReadOnlyList<Finding>> CheckAsync(CancellationToken ct) => check.RunAsync(ct);

    public Task<Opened> OpenAsync(Opening opening, CancellationToken ct)
    {
        var right = Parse(opening.Right);
        return right.Mode == PrincipalMode.Existing ? memberships.OpenAsync(opening, right, ct) : logins.OpenAsync(opening, right, ct);
    }

    public Task<Opened> MoveEndAsync(Opening opening, CancellationToken ct)
    {
        var right = Parse(opening.Right);
        return right.Mode == PrincipalMode.Existing ? Task.FromResult(Memberships.MoveEnd(opening)) : logins.MoveEndAsync(opening, right, ct);
    }

    public Task<Opened> RotateAsync(Opening opening, CancellationToken ct)
    {
        var right = Parse(opening.Right);
        return right.Mode == PrincipalMode.Existing
            ? throw new TargetException(Fault.Rejected, "A person's own login has its own password; the portal has none to replace.")
            : logins.RotateAsync(opening, right, ct);
    }

    public async Task<IReadOnlyList<Closed>> CloseAsync(IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        var closed = new Dictionary<GrantId, Closed>();
        var readable = new List<(Closing Closing, PostgresRight Right)>();
        foreach (var closing in closings)
        {
            if (TryParse(closing.Right, out var right, out var failure))
                readable.Add((closing, right));
            else
                closed[closing.Grant] = Closed.Failed(closing, failure);
        }

        var existing = memberships.CloseAsync([.. readable.Where(i => i.Right.Mode == PrincipalMode.Existing)], ct);
        var ephemeral = logins.CloseAsync([.. readable.Where(i => i.Right.Mode == PrincipalMode.Ephemeral).Select(i => i.Closing)], ct);
        foreach (var one in (await existing).Concat(await ephemeral))
            closed[one.Grant] = one;
        return [.. closings.Select(c => closed[c.Grant])];
    }

    public async Task<IReadOnlyList<Observation>> ObserveAsync(IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        var rights = closings.Select(c => TryParse(c.Right, out var right, out _) ? right : null).ToList();

        // A name the server cannot hold is asked for as the empty one: the answer is a truthful "not there".
        var pairs = closings.Select((c, i) => (PostgresName.CanExist(c.Principal) ? c.Principal : "", rights[i]?.Role ?? ""));
        var readings = await reader.ReadAsync(pairs, ct);
        return [.. closings.Select((c, i) => rights[i] is { } right ? Observe(c, right, readings[i]) : PostgresObservation.Unreadable(c))];
    }

    public IAsyncEnumerable<Seen> ListAsync(CancellationToken ct) => reader.ListAsync(ct);

    public IReadOnlyList<string> ConnectionLines(Opening opening, string? material)
    {
        var host = settings.Host.Contains(':', StringComparison.Ordinal) ? $"[{settings.Host}]" : settings.Host;
        var url = $"postgresql://{Uri.EscapeDataString(opening.Principal)}@{host}:{settings.Port}/{Uri.EscapeDataString(settings.Database)}?sslmode={settings.SslWord}";
        return [$"psql '{url}'", url];
    }

    public void Dispose() => link.Dispose();

    private Observation Observe(Closing closing, PostgresRight right, Reading reading) => right.Mode == PrincipalMode.Ephemeral
        ? PostgresObservation.OfLogin(closing, reading)
        : PostgresObservation.OfMembership(closing, right, reading, sessionsMatter: settings.TerminateSessions && !memberships.IsCleared(closing.Grant));

    private static PostgresRight Parse(string right) => TryParse(right, out var parsed, out var failure) ? parsed : throw failure;

    private static bool TryParse(string json, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PostgresRight? right, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out TargetException? failure)
    {
        var read = PostgresRight.Read(json);
        right = read.Succeeded ? read.Value : null;
        failure = read.Succeeded ? null : new TargetException(Fault.Rejected, $"The right cannot be used: {read.Refusal.Message}");
        return read.Succeeded;
    }
}
