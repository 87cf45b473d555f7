using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SshCa;

/// <summary>
/// Issues certificates and revokes them by the published list. Nothing on a host changes when access is opened, so
/// access counts as present from the first serial on, until the list or the certificate's own end says otherwise.
/// </summary>
internal sealed class SshCaConnector(SshCaSettings settings, CertificateAuthority authority, TimeProvider clock) : IConnector
{
    /// <summary>Hosts' clocks may be a little behind the portal's.</summary>
    private static readonly TimeSpan ValidBefore = TimeSpan.FromSeconds(30);

    private readonly RevocationFile file = new(settings.KrlPath, authority.PublicBlob, clock);

    public Capability Capabilities => Capability.EphemeralPrincipal | Capability.NativeExpiry | Capability.Observes | Capability.Batches;

    /// <summary>A pull interval and a session's longest life; without bound where sessions have no limit.</summary>
    public TimeSpan Residual => settings.SessionCap is { } cap ? settings.HostsPullEvery + cap : TimeSpan.MaxValue;

    public Task<IReadOnlyList<Finding>> CheckAsync(CancellationToken ct) => new SshCaCheck(settings, authority, file).RunAsync(ct);

    public async Task<Opened> OpenAsync(Opening opening, CancellationToken ct)
    {
        RefuseLate(opening);
        await file.EnsureAsync(ct);
        var revoked = (await file.ReadAsync(ct)).Of(opening.Grant);   // what could not be revoked is not issued
        return Issue(opening, revoked);
    }

    public async Task<Opened> MoveEndAsync(Opening opening, CancellationToken ct)
    {
        RefuseLate(opening);
        await file.EnsureAsync(ct);

        var list = await file.ChangeAsync(present => present.Extend(opening), ct);
        return Issue(opening, list.Of(opening.Grant));
    }

    public async Task<Opened> RotateAsync(Opening opening, CancellationToken ct)
    {
        RefuseLate(opening);
        Subject(opening);   // before anything is revoked
        var list = await file.ChangeAsync(present => present.Rotate(opening), ct);
        return Issue(opening, list.Of(opening.Grant));
    }

    public async Task<IReadOnlyList<Closed>> CloseAsync(IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        try
        {
            await file.ChangeAsync(present => closings.Where(c => !IsForgotten(c)).Aggregate(present, (list, c) => list.Close(c)), ct);
            return [.. closings.Select(c => new Closed(c.Grant, null, 0, null))];
        }
        catch (TargetException failure)
        {
            return [.. closings.Select(c => Closed.Failed(c, failure))];   // one file: all or none
        }
    }

    public async Task<IReadOnlyList<Observation>> ObserveAsync(IReadOnlyList<Closing> closings, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var list = closings.Any(c => c.NotAfter > now) ? await file.ReadAsync(ct) : null;
        return [.. closings.Select(c => SshCaObservation.Of(c, list?.Of(c.Grant), settings, now))];
    }

    /// <summary>Nothing: hosts know certificates only while they are used.</summary>
    public async IAsyncEnumerable<Seen> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        yield break;
    }

    public IReadOnlyList<string> ConnectionLines(Opening opening, string? material)
    {
        var key = $"jit_{opening.Grant}";
        var certificate = $"{key}-cert.pub";
        var user = settings.LoginUser is null ? "" : $"{settings.LoginUser}@";
        var hosts = settings.Hosts.Count == 0 ? [new SshHost("HOST", 22)] : settings.Hosts;
        return
        [
            .. hosts.Select(h => $"ssh -i {key} -o CertificateFile={certificate} -o IdentitiesOnly=yes -p {h.Port} {user}{h.Name}"),
            $"ssh-keygen -L -f {certificate}",
            $"ssh-keygen -Q -f '{settings.KrlPath.Replace("'", "'\\''", StringComparison.Ordinal)}' {certificate}",
        ];
    }

    private Opened Issue(Opening opening, RevokedGrant? revoked)
    {
        if (revoked is { Closed: true })
            throw new TargetException(Fault.Rejected, "The certificates of this grant are revoked; no further one is issued.");
        if (revoked is not null && opening.Serial < revoked.Current)
            throw new TargetException(Fault.Rejected, "The key of this grant was replaced; no certificate is issued for the old one.");
        if (opening.NotAfter <= clock.GetUtcNow())
            throw new TargetException(Fault.Rejected, "The end of this access has passed.");
        if (opening.Serial <= 0)
            throw new TargetException(Fault.Rejected, "A certificate needs a serial above zero: hosts ignore zero in revocation lists.");

        var right = SshCaKind.Must(SshCaRight.Read(opening.Right));
        if (settings.SessionCap is not null && right.ForwardsPorts)
            throw new TargetException(Fault.Rejected, "Forwarded ports outlive every session, so a target with a session cap cannot promise their end. Take permit-port-forwarding out of the right, or the cap from the target.");
        var keyId = RevokedGrant.KeyId(opening.Grant.Value, revoked?.Generation ?? 0);
        var terms = new CertificateTerms((ulong)opening.Serial, keyId, right.Principals, opening.NotBefore - ValidBefore, opening.NotAfter, Critical(opening, right), right.Extensions);
        return new Opened(
            authority.Issue(Subject(opening), opening.Grant, terms),
            [$"Certificate {opening.Serial} for {string.Join(", ", right.Principals)} until {opening.NotAfter.UtcDateTime:u}, which hosts enforce too."]);
    }

    private Dictionary<string, string?> Critical(Opening opening, SshCaRight right)
    {
        var critical = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (settings.SessionCap is { } cap)
            critical["force-command"] = SessionCommand.Of(opening.NotAfter, cap);
        if (right.BindSourceAddress)
            critical["source-address"] = Address(opening.SourceAddress);
        return critical;
    }

    private static string Address(string? text) => IPAddress.TryParse(text, out var address)
        ? $"{address}/{(address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)}"
        : throw new TargetException(Fault.Rejected, "The certificate is to be bound to the address it was asked from, and that is not known.");

    private static SshPublicKey Subject(Opening opening) =>
        SshCaKind.Must(SshPublicKey.Read(opening.Verifier ?? throw new TargetException(Fault.Rejected, "There is no public key to certify.")));

    private void RefuseLate(Opening opening)
    {
        if (clock.GetUtcNow() >= opening.Latest)
            throw new TargetException(Fault.Transient, "The last moment to begin had passed; nothing was issued.");
    }

    /// <summary>Past the time for which the list keeps entries: no host takes such a certificate any more.</summary>
    private bool IsForgotten(Closing closing) => closing.NotAfter + RevocationFile.KeptAfterEnd < clock.GetUtcNow();
}
