using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.TestKit.Oracle;

/// <summary>
/// Speaks to an <see cref="OracleServer"/>; every call is a connection of its own. Careless on purpose: one right that it cannot
/// read throws out of the whole call.
/// </summary>
public sealed class OracleConnector(int port) : IConnector
{
    public Capability Capabilities => Capability.ExistingPrincipal | Capability.EphemeralPrincipal | Capability.EndsSessions | Capability.Observes | Capability.Batches | Capability.Lists;

    public TimeSpan Residual => TimeSpan.Zero;

    public async Task<IReadOnlyList<Finding>> CheckAsync(CancellationToken ct)
    {
        await CallAsync("observe", [], ct);
        return [new Finding(FindingLevel.Fine, "The oracle answers.")];
    }

    public Task<Opened> OpenAsync(Opening opening, CancellationToken ct) => EffectAsync("open", opening, ct);

    public Task<Opened> MoveEndAsync(Opening opening, CancellationToken ct) => EffectAsync("move", opening, ct);

    public Task<Opened> RotateAsync(Opening opening, CancellationToken ct) => EffectAsync("rotate", opening, ct);

    public async Task<IReadOnlyList<Closed>> CloseAsync(IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        RefuseUnreadable(closings);
        var leaving = closings.Where(c => !c.KeepRight).ToList();
        await CallAsync("close", [.. leaving.Select(c => new OracleItem(c.Grant.ToString(), c.Principal))], ct);
        return [.. closings.Select(c => new Closed(c.Grant, null, 0, null))];
    }

    public async Task<IReadOnlyList<Observation>> ObserveAsync(IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        RefuseUnreadable(closings);
        var answer = await CallAsync("observe", [.. closings.Select(c => new OracleItem(c.Grant.ToString(), c.Principal))], ct);
        return [.. answer.States.Select(s => new Observation(new GrantId(Guid.Parse(s.Grant)), s.Present ? Presence.Present : Presence.Absent, EvidenceKind.Observed, s.Sessions, null, null, s.Present ? "The oracle shows it." : "The oracle was read without it."))];
    }

    public async IAsyncEnumerable<Seen> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var state in (await CallAsync("list", [], ct)).States)
            yield return new Seen(state.Principal, state.Right, Guid.TryParse(state.Grant, out var grant) && state.Principal.Contains(state.Grant, StringComparison.Ordinal) ? new GrantId(grant) : null, null);
    }

    public IReadOnlyList<string> ConnectionLines(Opening opening, string? material) => [$"oracle --as {opening.Principal}"];

    private static void RefuseUnreadable(IReadOnlyList<Closing> closings)
    {
        foreach (var closing in closings)
            OracleKind.Read(closing.Right);
    }

    private async Task<Opened> EffectAsync(string verb, Opening opening, CancellationToken ct)
    {
        OracleKind.Read(opening.Right);
        var item = new OracleItem(opening.Grant.ToString(), opening.Principal, opening.Verifier, opening.NotAfter.ToUnixTimeMilliseconds(), opening.Latest.ToUnixTimeMilliseconds(), new OracleKind().SharedRightOf(opening.Right));
        var answer = await CallAsync(verb, [item], ct);
        return answer.States[0] is { Present: true } state && state.Verifier == item.Verifier && state.NotAfterMs == item.NotAfterMs
            ? new Opened(null, [$"Done: {verb}."])
            : throw new TargetException(Fault.Transient, "The oracle came to it too late.");
    }

    private async Task<OracleAnswer> CallAsync(string verb, IReadOnlyList<OracleItem> items, CancellationToken ct)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, ct);
            await using var stream = client.GetStream();
            await stream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(new OracleCall(verb, items), OracleCall.Json), (byte)'\n'], ct);
            using var reader = new StreamReader(stream);
            var line = await reader.ReadLineAsync(ct) ?? throw new TargetException(Fault.Transient, "The oracle hung up.");
            var answer = JsonSerializer.Deserialize<OracleAnswer>(line, OracleCall.Json)!;
            return answer.Error is null ? answer : throw new TargetException(Fault.Rejected, answer.Error);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw new TargetException(Fault.Transient, "The oracle cannot be reached.", e);
        }
        catch (JsonException e)
        {
            throw new TargetException(Fault.Transient, "The oracle answered half a sentence.", e);
        }
    }
}
