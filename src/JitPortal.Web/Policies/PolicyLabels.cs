using System.Text;

namespace JitPortal.Web.Policies;

/// <summary>
/// What the parts of a policy are called in a sentence. A part without a word of its own is called by its name in the document, so
/// a new one needs nothing here.
/// </summary>
internal static class PolicyLabels
{
    private static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["always"] = "in every case",
        ["all"] = "all of these",
        ["any"] = "any of these",
        ["not"] = "not",
        ["inGroup"] = "in the group",
        ["subjectIs"] = "a person or a workload:",
        ["durationAtMost"] = "asking for at most",
        ["reasonPresent"] = "giving a reason of",
        ["emergency"] = "asking in an emergency",
        ["person"] = "the person",
        ["group"] = "somebody in the group",
        ["owner"] = "an owner of the resource",
        ["manager"] = "the requester’s manager",
    };

    /// <summary>"any" is also where a policy applies.</summary>
    private static readonly IReadOnlyDictionary<string, string> Scopes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["any"] = "everything in the catalogue",
        ["entitlements"] = "these entitlements",
        ["matching"] = "what fits",
    };

    private static readonly IReadOnlyDictionary<string, string> Fields = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["longest"] = "at most",
        ["default"] = "offering first",
        ["message"] = "saying",
        ["minLength"] = "characters, at least",
        ["reasonLength"] = "a reason of so many characters",
        ["stage"] = "also the agreement of",
        ["stages"] = "asking",
        ["approvers"] = "who decides",
        ["quorum"] = "how many of them",
        ["timeOut"] = "lapsing after",
        ["targetKind"] = "on the kind of target",
        ["ids"] = "",
        ["of"] = "",
        ["id"] = "",
        ["group"] = "",
        ["subject"] = "",
        ["name"] = "",
    };

    /// <summary>Where one part of a list follows another.</summary>
    private static readonly IReadOnlyDictionary<string, string> Joints = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["all"] = "and",
        ["any"] = "or",
        ["stages"] = "then",
        ["approvers"] = "or",
        ["reviewers"] = "or",
    };

    public static string OfKind(Type shape, string kind) => shape == typeof(Domain.Policies.AppliesTo)
        ? Scopes.GetValueOrDefault(kind, Spelled(kind))
        : Kinds.GetValueOrDefault(kind, Spelled(kind));

    public static string OfField(string name) => Fields.GetValueOrDefault(name, Spelled(name));

    /// <summary>For screen readers, where the sentence alone says it to the eye.</summary>
    public static string Spoken(string? kind, string name) => OfField(name) is { Length: > 0 } word ? word : Spelled(kind is null ? name : $"{kind} {name}");

    public static string Joint(string? kind, string field) => Joints.GetValueOrDefault(field == "of" ? kind ?? "" : field, "and");

    /// <summary>The list of known names that a field is chosen from; <see langword="null"/> where anything may be meant.</summary>
    public static string? ListOf(string? kind, string field) => (kind, field) switch
    {
        (_, "group") or ("group", "name") => "known-groups",
        (_, "targetKind") => "known-kinds",
        (_, "resource") => "known-resources",
        (_, "role") => "known-roles",
        (_, "tag" or "tags") => "known-tags",
        _ => null,
    };

    /// <summary>"durationAtMost" as "duration at most".</summary>
    public static string Spelled(string name)
    {
        var words = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter))
                words.Append(' ').Append(char.ToLowerInvariant(letter));
            else
                words.Append(letter);
        }
        return words.ToString();
    }
}
