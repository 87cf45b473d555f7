using JitPortal.Application.Audit;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Grants;
using JitPortal.TestKit.Oracle;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Tests.Crash;

/// <summary>
/// Judges a run after the dust has settled, from the oracle, the rows and the audit log; never from what the portal says of itself.
/// </summary>
internal static class Judge
{
    /// <param name="staying">How many grants the scenario leaves active.</param>
    /// <param name="promises">What people were told before and after the crash.</param>
    /// <returns>Everything that is wrong; empty for a good run.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(TestPortal portal, OracleServer oracle, int staying, IReadOnlyList<string> promises)
    {
        await using var db = portal.Databases.Create();
        var grants = await db.Grants.AsNoTracking().ToListAsync();
        var events = await db.Audit.AsNoTracking().ToListAsync();
        var verdict = await portal.Get<VerifyAudit>().RunAsync(CancellationToken.None);
        return
        [
            .. verdict.Problem is null ? Array.Empty<string>() : [$"The chain is broken: {verdict.Problem}"],
            .. await OpenedWithoutIntentAsync(portal, oracle),
            .. Orphans(grants, oracle),
            .. grants.SelectMany(g => Unfinished(g, events.Where(e => e.GrantId == g.Id).Select(e => e.Type).ToList())),
            .. grants.Count(g => g.State == GrantState.Active) == staying ? Array.Empty<string>() : [$"{grants.Count(g => g.State == GrantState.Active)} grants are active, not {staying}."],
            .. await LeftoversAsync(db),
            .. await BrokenPromisesAsync(db, promises, events.Select(e => (e.GrantId, e.Type)).ToHashSet()),
        ];
    }

    /// <summary>To be asked right after the crash: the node that takes over makes up for an intent that was missing when it was due.</summary>
    public static async Task<IReadOnlyList<string>> OpenedWithoutIntentAsync(TestPortal portal, OracleServer oracle)
    {
        await using var db = portal.Databases.Create();
        var intended = await db.Grants.Where(g => g.IntendedAt != null).Select(g => g.Principal).ToListAsync();
        return [.. oracle.Effects.Where(e => e.What == "open").Select(e => e.Principal).Distinct().Except(intended).Select(p => $"{p} was opened before its intent was durable.")];
    }

    private static IEnumerable<string> Orphans(List<GrantRow> grants, OracleServer oracle)
    {
        var wanted = grants.Where(g => g.State == GrantState.Active).Select(g => g.Principal).ToHashSet(StringComparer.Ordinal);
        foreach (var principal in oracle.Present.Where(p => !wanted.Contains(p)))
            yield return $"{principal} has access that no grant gives.";
        foreach (var principal in wanted.Where(p => !oracle.Present.Contains(p)))
            yield return $"{principal} has no access although its grant is active.";
        foreach (var active in grants.Where(g => g.State == GrantState.Active && g.Verifier is not null && g.Verifier != oracle.VerifierOf(g.Principal)))
            yield return $"{active.Principal} has another secret on the target than the portal thinks.";
    }

    private static IEnumerable<string> Unfinished(GrantRow grant, List<string> events)
    {
        if (grant.State is not (GrantState.Ended or GrantState.Active))
            yield return $"{grant.Principal} is still {grant.State}: {grant.LastError}";
        if (grant.State == GrantState.Ended && grant.Evidence == EvidenceKind.None)
            yield return $"{grant.Principal} ended without evidence.";
        if (events.Count(e => e == AuditTypes.GrantEnded) != (grant.State == GrantState.Ended ? 1 : 0))
            yield return $"{grant.Principal} is {grant.State}, and its end is in the log {events.Count(e => e == AuditTypes.GrantEnded)} times.";
        if (grant.IntendedAt is not null && events.Count(e => e == AuditTypes.GrantOpening) != 1)
            yield return $"{grant.Principal} was opened, and the log does not say so once.";
    }

    private static async Task<IReadOnlyList<string>> LeftoversAsync(PortalDb db)
    {
        var pending = await db.Leases.CountAsync(l => l.State == LeaseState.Pending);
        var secrets = await db.Secrets.CountAsync(s => db.Grants.Any(g => g.Id == s.OwnerId && g.State != GrantState.Active));
        return
        [
            .. pending == 0 ? Array.Empty<string>() : [$"{pending} leases are still pending."],
            .. secrets == 0 ? Array.Empty<string>() : [$"{secrets} secrets outlived their grants."],
        ];
    }

    // filed ID · approved ID · rotated ID · revealed ID · given-back ID
    private static async Task<IReadOnlyList<string>> BrokenPromisesAsync(PortalDb db, IReadOnlyList<string> promises, HashSet<(Guid? Grant, string Type)> events)
    {
        var requests = await db.Requests.AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.State);
        return [.. promises.Where(p => !Kept(p.Split(' '))).Select(p => $"This was promised, and is not so: {p}")];

        bool Kept(string[] words) => Guid.Parse(words[1]) is var id && words[0] switch
        {
            "filed" => requests.ContainsKey(id),
            "approved" => requests.GetValueOrDefault(id) == RequestState.Approved,
            "rotated" => events.Contains((id, AuditTypes.GrantRotated)),
            "revealed" => events.Contains((id, AuditTypes.GrantRevealed)),
            "given-back" => events.Contains((id, AuditTypes.GrantEnded)),
            _ => false,
        };
    }
}
