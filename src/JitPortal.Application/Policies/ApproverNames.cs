using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Domain.Policies;
using JitPortal.Storage;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Application.Policies;

/// <summary>
/// Policies name people who decide. A record of the audit log cannot be changed, so there they stand under their id (I-36) and get
/// their name back where it is shown; in policies and pinned verdicts the name can be taken out.
/// </summary>
internal static partial class ApproverNames
{
    public const string Erased = "somebody who was erased";

    public static Stage ById(Stage stage) => stage with
    {
        Approvers = ById(stage.Approvers),
        Escalation = stage.Escalation is { } later ? later with { Approvers = ById(later.Approvers) } : null,
        Fallback = stage.Fallback is { } fallback ? ById(fallback) : null,
    };

    public static Policy ById(Policy policy) => policy with
    {
        Rules = policy.Rules.Select(rule => rule with
        {
            Effect = rule.Effect switch
            {
                Effect.Ask ask => ask with { Stages = ask.Stages.Select(ById).ToValueList() },
                Effect.Automatic { BreakGlass: { } broken } automatic => automatic with { BreakGlass = broken with { Reviewers = ById(broken.Reviewers) } },
                Effect.Require { Stage: { } stage } require => require with { Stage = ById(stage) },
                var other => other,
            },
        }).ToValueList(),
    };

    private static ValueList<Approver> ById(ValueList<Approver> approvers) =>
        approvers.Select(a => a is Approver.Person person ? person with { Name = Marker(person.Id) } : a).ToValueList();

    /// <summary>A person in a text of the audit log.</summary>
    public static string Marker(PersonId person) => $"person:{person}";

    /// <summary>Whom a text names by id.</summary>
    public static IEnumerable<Guid> In(string words) => Marked().Matches(words).Select(m => Guid.Parse(m.Groups["id"].ValueSpan));

    public static string Show(string words, IReadOnlyDictionary<Guid, string> names) =>
        Marked().Replace(words, m => names.GetValueOrDefault(Guid.Parse(m.Groups["id"].ValueSpan), Erased));

    /// <summary>Takes a person's name out of every policy that names them as an approver, and out of what was decided by it.</summary>
    public static async Task ForgetAsync(PortalDb db, Guid person, CancellationToken ct)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in await db.Policies.AsNoTracking().ToListAsync(ct))
        {
            if (Forget(row.Document, person, names) is { } forgotten)
                await db.Policies.Where(p => p.PolicyId == row.PolicyId && p.Version == row.Version).ExecuteUpdateAsync(s => s.SetProperty(p => p.Document, forgotten), ct);
        }
        foreach (var row in await db.PolicyDrafts.AsNoTracking().ToListAsync(ct))
        {
            if (Forget(row.Document, person, names) is { } forgotten)
                await db.PolicyDrafts.Where(d => d.PolicyId == row.PolicyId).ExecuteUpdateAsync(s => s.SetProperty(d => d.Document, forgotten), ct);
        }
        var id = person.ToString("N");
        var named = db.Requests.Where(r => r.Verdict.Contains(id) || (r.AddedStages != null && r.AddedStages.Contains(id)));
        foreach (var row in await named.Select(r => new { r.Id, r.Verdict, r.AddedStages }).ToListAsync(ct))
        {
            var verdict = Forget(row.Verdict, person, names) ?? row.Verdict;
            var added = row.AddedStages is { } stages ? Forget(stages, person, names) ?? stages : null;
            await db.Requests.Where(r => r.Id == row.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.Verdict, verdict).SetProperty(r => r.AddedStages, added), ct);
        }
        await db.Installation.ExecuteUpdateAsync(s => s.SetProperty(i => i.PolicyVersion, i => i.PolicyVersion + 1), ct);
    }

    /// <returns><see langword="null"/> where there is nothing to take out, or the document cannot be read at all.</returns>
    private static string? Forget(string document, Guid person, HashSet<string> names)
    {
        try
        {
            var root = JsonNode.Parse(document);
            if (!Approvers(root, person, names))
                return null;
            Words(root, names);
            return root!.ToJsonString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>{ "kind": "person", "id": "0196…", "name": "Ann Lowe" }</summary>
    private static bool Approvers(JsonNode? node, Guid person, HashSet<string> names)
    {
        if (node is JsonObject found && found["kind"] is JsonValue kind && kind.ToString() == "person" && found["id"]?.ToString() == person.ToString("N"))
        {
            names.Add(found["name"]!.ToString());
            found["name"] = Erased;
            return true;
        }
        return Children(node).Aggregate(false, (any, child) => Approvers(child, person, names) || any);
    }

    /// <summary>Sentences that were put together with the name; they stand under "words", and nothing decides by them.</summary>
    private static void Words(JsonNode? node, IReadOnlySet<string> names)
    {
        if (node is JsonObject holder && holder["words"] is JsonValue words)
            holder["words"] = names.Aggregate(words.ToString(), (text, name) => Regex.Replace(text, $@"(?<!\w){Regex.Escape(name)}(?!\w)", Erased, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
        foreach (var child in Children(node))
            Words(child, names);
    }

    private static IEnumerable<JsonNode?> Children(JsonNode? node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).ToList(),
        JsonArray items => items,
        _ => [],
    };

    [GeneratedRegex("person:(?<id>[0-9a-f]{32})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marked();
}
