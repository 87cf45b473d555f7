using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using JitPortal.Storage.Policies;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>One policy: what is in force, what is proposed or being written, and every version with what it changed.</summary>
public sealed class ReadPolicy(PortalDbFactory databases)
{
    /// <returns><see cref="Refusal.Forbidden"/> but for administrators and auditors; <see cref="Refusal.NotFound"/> for no such policy.</returns>
    public async Task<Outcome<PolicyView>> RunAsync(Actor actor, PolicyId id, CancellationToken ct)
    {
        await using var db = databases.Create();
        if (!await Authority.OverseesAsync(db, actor, ct))
            return Authority.OverseersOnly;
        var rows = await db.Policies.AsNoTracking().Where(p => p.PolicyId == id.Value).OrderBy(p => p.Version).ToListAsync(ct);
        var draft = await db.PolicyDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.PolicyId == id.Value, ct);
        if (rows.Count == 0 && draft is null)
            return new Refusal.NotFound(Both("There is no such policy."));
        var names = await NamesAsync(db, rows, draft, ct);
        var versions = Versions(rows, names);
        var inForce = versions.FirstOrDefault(version => version.ReplacedAt is null);
        return new PolicyView(
            id,
            inForce,
            draft is null ? null : await DraftAsync(db, draft, inForce?.Policy, rows.Count == 0 ? 0 : rows[^1].Version, names, ct),
            versions,
            await SoloMode.IsOnAsync(db, ct));
    }

    private static IReadOnlyList<PolicyVersionView> Versions(List<PolicyRow> rows, IReadOnlyDictionary<Guid, string> names)
    {
        var views = new List<PolicyVersionView>(rows.Count);
        foreach (var row in rows)
        {
            var policy = Read(row.Document);
            views.Add(new PolicyVersionView(
                row.Version, policy, row.Document, row.PublishedAt, row.ReplacedAt, NameOf(row.EditedById, names), NameOf(row.ConfirmedById, names),
                PolicyDifference.Between(views.Count == 0 ? null : views[^1].Policy, policy)));
        }
        views.Reverse();
        return views;
    }

    private static async Task<DraftView> DraftAsync(
        PortalDb db, PolicyDraftRow row, Policy? inForce, int last, IReadOnlyDictionary<Guid, string> names, CancellationToken ct)
    {
        var policy = Read(row.Document);
        var author = new PersonId(row.EditedById);
        var world = await PolicyWorlds.ReadAsync(db, new PolicyId(row.PolicyId), author, ct);
        return new DraftView(
            policy, row.Document, row.Revision, author, names.GetValueOrDefault(row.EditedById, "Somebody"), row.EditedAt, row.ProposedAt, row.Retires,
            row.BaseVersion != last,
            row.Retires ? PolicyDifference.Between(inForce, null) : PolicyDifference.Between(inForce, policy),
            policy is null ? [] : row.Retires ? PolicyFindings.OfRetiring(policy, world) : PolicyFindings.Of(policy, inForce, world));
    }

    private static Policy? Read(string document) => PolicyDocument.Read(document).Match<Policy?>(policy => policy, _ => null);

    private static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(PortalDb db, List<PolicyRow> rows, PolicyDraftRow? draft, CancellationToken ct)
    {
        var ids = rows.SelectMany(row => new[] { row.EditedById, row.ConfirmedById }).Append(draft?.EditedById).OfType<Guid>().Distinct().ToList();
        return await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
    }

    private static string? NameOf(Guid? person, IReadOnlyDictionary<Guid, string> names) => person is { } id ? names.GetValueOrDefault(id, "Somebody") : null;
}

/// <param name="InForce"><see langword="null"/> for a policy that was never published or is retired.</param>
/// <param name="Versions">Newest first.</param>
/// <param name="Solo">One administrator may publish alone just now.</param>
public sealed record PolicyView(PolicyId Id, PolicyVersionView? InForce, DraftView? Draft, IReadOnlyList<PolicyVersionView> Versions, bool Solo)
{
    /// <summary>The last version that was published; 0 for none.</summary>
    public int Last => Versions.Count == 0 ? 0 : Versions[0].Version;
}

/// <param name="Policy"><see langword="null"/> where this build of the portal cannot read it.</param>
/// <param name="EditedBy"><see langword="null"/> where the portal itself wrote it.</param>
/// <param name="ConfirmedBy"><see langword="null"/> where nobody had to confirm.</param>
/// <param name="Changes">Against the version before.</param>
public sealed record PolicyVersionView(
    int Version,
    Policy? Policy,
    string Document,
    DateTimeOffset PublishedAt,
    DateTimeOffset? ReplacedAt,
    string? EditedBy,
    string? ConfirmedBy,
    ValueList<PolicyChange> Changes);

/// <param name="Stale">A version was published after it was written; it has to be written anew.</param>
/// <param name="Changes">Against what is in force.</param>
public sealed record DraftView(
    Policy? Policy,
    string Document,
    long Revision,
    PersonId AuthorId,
    string Author,
    DateTimeOffset EditedAt,
    DateTimeOffset? ProposedAt,
    bool Retires,
    bool Stale,
    ValueList<PolicyChange> Changes,
    ValueList<PolicyFinding> Findings);
