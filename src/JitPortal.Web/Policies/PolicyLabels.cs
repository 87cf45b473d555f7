namespace JitPortal.Web.Policies;

/// <summary>
/// What the parts of a policy are called in a sentence. A part without a word of its own is called by its name in the document, so
/// a new one needs nothing here.
/// </summary>
internal static class PolicyLabels
{
    private static readonly IReadOnlyDictionary<string, Func<string>> Kinds = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["always"] = () => T("in every case"),
        ["all"] = () => T("all of these"),
        ["any"] = () => T("any of these"),
        ["not"] = () => T("not"),
        ["inGroup"] = () => T("in the group"),
        ["subjectIs"] = () => T("a person or a workload:"),
        ["durationAtMost"] = () => T("asking for at most"),
        ["reasonPresent"] = () => T("giving a reason of"),
        ["emergency"] = () => T("asking in an emergency"),
        ["person"] = () => T("the person"),
        ["group"] = () => T("somebody in the group"),
        ["owner"] = () => T("an owner of the resource"),
        ["manager"] = () => T("the requester’s manager"),
    };

    /// <summary>"any" is also where a policy applies.</summary>
    private static readonly IReadOnlyDictionary<string, Func<string>> Scopes = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["any"] = () => T("everything in the catalogue"),
        ["entitlements"] = () => T("these entitlements"),
        ["matching"] = () => T("what fits"),
    };

    private static readonly IReadOnlyDictionary<string, Func<string>> Fields = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["longest"] = () => T("at most"),
        ["default"] = () => T("offering first"),
        ["message"] = () => T("saying"),
        ["minLength"] = () => T("characters, at least"),
        ["reasonLength"] = () => T("a reason of so many characters"),
        ["stage"] = () => T("also the agreement of"),
        ["stages"] = () => T("asking"),
        ["approvers"] = () => T("who decides"),
        ["quorum"] = () => T("how many of them"),
        ["timeOut"] = () => T("lapsing after"),
        ["targetKind"] = () => T("on the kind of target"),
        ["ids"] = () => "",
        ["of"] = () => "",
        ["id"] = () => "",
        ["group"] = () => "",
        ["subject"] = () => "",
        ["name"] = () => "",
    };

    /// <summary>Where one part of a list follows another.</summary>
    private static readonly IReadOnlyDictionary<string, Func<string>> Joints = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["all"] = () => T("and"),
        ["any"] = () => T("or"),
        ["stages"] = () => T("then"),
        ["approvers"] = () => T("or"),
        ["reviewers"] = () => T("or"),
    };

    public static string OfKind(Type shape, string kind) => shape == typeof(Domain.Policies.AppliesTo)
        ? Of(Scopes, kind)
        : Of(Kinds, kind);

    public static string OfField(string name) => Of(Fields, name);

    /// <summary>For screen readers, where the sentence alone says it to the eye.</summary>
    public static string Spoken(string? kind, string name) => OfField(name) is { Length: > 0 } word ? word : kind is null ? PolicySpelling.Of(name) : $"{PolicySpelling.Of(kind)} {PolicySpelling.Of(name)}";

    public static string Joint(string? kind, string field) => Joints.GetValueOrDefault(field == "of" ? kind ?? "" : field, () => T("and"))();

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

    private static string Of(IReadOnlyDictionary<string, Func<string>> words, string name) => words.TryGetValue(name, out var word) ? word() : PolicySpelling.Of(name);
}
