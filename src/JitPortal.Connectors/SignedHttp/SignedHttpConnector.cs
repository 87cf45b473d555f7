using System.Runtime.CompilerServices;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SignedHttp;

/// <summary>
/// One service of one's own that takes signed messages. Everything is a POST to one address with the verb in the signed body, as
/// the signature covers nothing else. docs/receiver.md has the protocol and a service that answers it.
/// </summary>
internal sealed class SignedHttpConnector(SignedHttpSettings settings, SigningKeys keys, TimeProvider clock) : IConnector, IDisposable
{
    /// <summary>Closings sent side by side.</summary>
    private const int AtOnce = 8;

    /// <summary>Pages of a listing that are read at most; a service that always names a further one must not keep us for ever.</summary>
    private const int MostPages = 1_000;

    private readonly SignedHttpLink link = new(settings, keys, clock);

    public Capability Capabilities =>
        Capability.ExistingPrincipal | Capability.EphemeralPrincipal | Capability.Observes | Capability.Batches | Capability.Lists
        | (settings.EndsItself ? Capability.NativeExpiry : Capability.None)
        | (settings.EndsSessions ? Capability.EndsSessions : Capability.None);

    /// <summary>Zero where the service ends sessions; otherwise without bound, since nobody says how long one lasts.</summary>
    public TimeSpan Residual => settings.EndsSessions ? TimeSpan.Zero : TimeSpan.MaxValue;

    public Task<IReadOnlyList<Finding>> CheckAsync(CancellationToken ct) => new SignedHttpCheck(link, settings, clock).RunAsync(ct);

    public async Task<Opened> OpenAsync(Opening opening, CancellationToken ct)
    {
        RefuseLate(opening);
        await ChangeAsync($"{opening.Grant}.open", "access.open", opening, ct);
        return new Opened(null, [$"{opening.Principal} has the role {Parse(opening.Right).Role} until {opening.NotAfter.UtcDateTime:u}."]);
    }

    public async Task<Opened> MoveEndAsync(Opening opening, CancellationToken ct)
    {
        RefuseLate(opening);
        await ChangeAsync($"{opening.Grant}.move-end.{opening.Serial}", "access.move_end", opening, ct);
        return new Opened(null, [$"{opening.Principal} now has it until {opening.NotAfter.UtcDateTime:u}."]);
    }

    public async Task<Opened> RotateAsync(Opening opening, CancellationToken ct)
    {
        if (Parse(opening.Right).Mode == PrincipalMode.Existing)
            throw new TargetException(Fault.Rejected, "A person's own account has its own password; the portal has none to replace.");
        RefuseLate(opening);
        var answer = await ChangeAsync($"{opening.Grant}.rotate.{opening.Serial}", "access.rotate", opening, ct);
        return new Opened(null, [$"{opening.Principal} has a new password; {answer.Count("sessionsEnded")} sessions with the old one were ended."]);
    }

    public Task<IReadOnlyList<Closed>> CloseAsync(IReadOnlyList<Closing> closings, CancellationToken ct) =>
        SideBySide.CloseAsync(closings, AtOnce, CloseOneAsync, ct);

    public async Task<IReadOnlyList<Observation>> ObserveAsync(IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        var readable = closings.Where(c => SignedHttpRight.Read(c.Right).Succeeded).ToList();
        var seen = readable.Count == 0 ? [] : await ReadAsync(readable, ct);
        return [.. closings.Select(c => SignedHttpObservation.Of(c, seen.GetValueOrDefault(c.Grant), settings))];
    }

    public async IAsyncEnumerable<Seen> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await link.SendAsync(ReadingId(), "access.list", new { after }, polite: true, ct);
            foreach (var access in answer.Items("accesses"))
                yield return new Seen(access.Text("principal"), access.Text("role"), GrantOf(access.OptionalText("grant")), access.OptionalInstant("notAfter"));
            after = answer.OptionalText("next");
            if (after is null)
                yield break;
        }
        throw new TargetException(Fault.Rejected, $"The service's listing has more than {MostPages} pages.");
    }

    public IReadOnlyList<string> ConnectionLines(Opening opening, string? material) => settings.SignIn is { } page
        ? [page.Replace(SignedHttpSettings.LoginMark, Uri.EscapeDataString(opening.Principal), StringComparison.Ordinal), opening.Principal]
        : [opening.Principal];

    public void Dispose() => link.Dispose();

    /// <summary>An observation is no effect: each has an id of its own, and a service may forget it.</summary>
    internal static string ReadingId() => $"read.{Guid.CreateVersion7():N}";

    private async Task<Answer> ChangeAsync(string id, string type, Opening opening, CancellationToken ct)
    {
        var right = Parse(opening.Right);
        var data = new
        {
            grant = opening.Grant.ToString(),
            principal = opening.Principal,
            role = right.Role,
            mode = right.ModeWord,
            notAfter = opening.NotAfter.UtcDateTime,
            latest = opening.Latest.UtcDateTime,
            verifier = opening.Verifier,
            serial = opening.Serial,
        };
        var answer = await link.SendAsync(id, type, data, polite: true, ct);
        return HttpFaults.OfResult(answer.Text("result")) is { } fault ? throw fault : answer;
    }

    private async Task<Closed> CloseOneAsync(Closing closing, CancellationToken ct)
    {
        var right = Parse(closing.Right);
        var data = new { grant = closing.Grant.ToString(), principal = closing.Principal, role = right.Role, mode = right.ModeWord, keepRight = closing.KeepRight };
        var answer = await link.SendAsync($"{closing.Grant}.close", "access.close", data, polite: false, ct);
        var fault = HttpFaults.OfResult(answer.Text("result"));
        return new Closed(closing.Grant, fault, fault is null ? answer.Count("sessionsEnded") : 0, null);
    }

    private async Task<Dictionary<GrantId, Reading>> ReadAsync(List<Closing> closings, CancellationToken ct)
    {
        var asked = closings.Select(c => (Closing: c, Right: Parse(c.Right)))
            .Select(c => new { grant = c.Closing.Grant.ToString(), principal = c.Closing.Principal, role = c.Right.Role, mode = c.Right.ModeWord });
        var answer = await link.SendAsync(ReadingId(), "access.observe", new { accesses = asked }, polite: false, ct);
        var seen = new Dictionary<GrantId, Reading>();
        foreach (var access in answer.Items("accesses"))
        {
            if (GrantOf(access.Text("grant")) is { } grant)
                seen[grant] = new Reading(access.Flag("present"), access.Flag("ours"), access.Count("sessions"), access.OptionalInstant("notAfter"));
        }
        return seen;
    }

    private void RefuseLate(Opening opening)
    {
        if (clock.GetUtcNow() >= opening.Latest)
            throw new TargetException(Fault.Transient, "The last moment to begin had passed; nothing was sent.");
    }

    private static GrantId? GrantOf(string? text) => Guid.TryParseExact(text, "N", out var id) ? new GrantId(id) : null;

    private static SignedHttpRight Parse(string right) => SignedHttpRight.Read(right)
        .Match(value => value, refusal => throw new TargetException(Fault.Rejected, $"The right cannot be used: {refusal.Message}"));
}
