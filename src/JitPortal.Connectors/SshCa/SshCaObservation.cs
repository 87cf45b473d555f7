using System.Globalization;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SshCa;

/// <summary>
/// Says in the portal's words what the published list and the certificate's own end mean. Sessions cannot be counted from
/// here, and each may last to its cap after the last moment at which it could begin.
/// </summary>
internal static class SshCaObservation
{
    private const int MostNamed = 20;

    public static Observation Of(Closing closing, RevokedGrant? revoked, SshCaSettings settings, DateTimeOffset now)
    {
        var cap = SessionCommand.LongestSession(closing.Materials);
        if (closing.NotAfter <= now)
            return Absent(EvidenceKind.Lapsed, $"The last certificate ended {closing.NotAfter.UtcDateTime:u}.", closing.NotAfter);

        if (revoked is not { Closed: true } || closing.Serials.Except(revoked.Serials).Any())
            return new(closing.Grant, Presence.Present, EvidenceKind.None, null, closing.NotAfter, null, $"The certificates {Serials(closing)} are valid and not revoked.");

        return cap is null
            ? Absent(EvidenceKind.Observed, Published(closing), LastConnection(closing, settings, now))
            : Absent(EvidenceKind.Observed, $"{Published(closing)} A connection that was open before can start sessions until {closing.NotAfter.UtcDateTime:u}.", closing.NotAfter);

        Observation Absent(EvidenceKind evidence, string words, DateTimeOffset lastStart)
        {
            var residual = lastStart + (cap ?? TimeSpan.Zero);
            var unbounded = cap is null ? " Sessions that are open have no limit." : "";
            return new(closing.Grant, Presence.Absent, evidence, null, closing.NotAfter, residual > now ? residual : null, words + unbounded);
        }
    }

    private static string Published(Closing closing) => $"The certificates {Serials(closing)} stand in the published revocation list.";

    /// <summary>Until then a host may still act on an older copy; after its own end a certificate opens nothing anywhere.</summary>
    private static DateTimeOffset LastConnection(Closing closing, SshCaSettings settings, DateTimeOffset now)
    {
        var pulled = now + settings.HostsPullEvery;
        return settings.HostsPullEvery == TimeSpan.Zero ? now : pulled < closing.NotAfter ? pulled : closing.NotAfter;
    }

    private static string Serials(Closing closing) =>
        closing.Serials.Count == 0 ? "of this grant" : string.Join(", ", closing.Serials.Take(MostNamed).Select(s => s.ToString(CultureInfo.InvariantCulture))) + (closing.Serials.Count > MostNamed ? $" and {closing.Serials.Count - MostNamed} more" : "");
}
