using System.Globalization;
using JitPortal.Domain.Audit;
using JitPortal.Domain.Grants;
using JitPortal.Storage;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Requests;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Notices;

/// <summary>An audit record with the rows it is about, as they stand now.</summary>
internal sealed record Happened(AuditRow Row, Guid? Person, Guid? Target, RequestRow? Request, IReadOnlyDictionary<string, string> Facts)
{
    public static async Task<Happened> ReadAsync(PortalDb db, AuditRow row, LeafReading leaf, CancellationToken ct)
    {
        var request = row.RequestId is { } id ? await db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) : null;
        var facts = new Dictionary<string, string>(leaf.Facts, StringComparer.Ordinal);
        if (row.Type is AuditTypes.RequestWaiting or AuditTypes.RequestReminded or AuditTypes.RequestEscalated or AuditTypes.RequestStepUpAsked
            or AuditTypes.RequestPassedOn or AuditTypes.QuestionAsked or AuditTypes.QuestionAnswered && request is { LapsesAt: { } lapses })
        {
            facts[NoticeFacts.DecideBy] = lapses.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            facts["duration"] = ((long)request.Allowed.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
        if (row.Type == AuditTypes.GrantRevoking && leaf.Facts.GetValueOrDefault("reason") == nameof(EndReason.ProvisionFailed) && await WhyNotOpenedAsync(db, row, ct) is { } why)
            facts["error"] = why;
        return new Happened(row, leaf.Person, leaf.Target, request, facts);
    }

    /// <summary>The attempt before says it; the end itself only that it failed.</summary>
    private static async Task<string?> WhyNotOpenedAsync(PortalDb db, AuditRow row, CancellationToken ct)
    {
        var attempt = await db.Audit.AsNoTracking()
            .Where(a => a.GrantId == row.GrantId && a.Type == AuditTypes.GrantOpenFailed && a.Sequence < row.Sequence)
            .OrderByDescending(a => a.Sequence)
            .FirstOrDefaultAsync(ct);
        return attempt is null ? null : LeafReading.Of(attempt.Leaf).Facts.GetValueOrDefault("error");
    }
}
