using System.Text.Json.Nodes;
using JitPortal.Domain.Policies;

namespace JitPortal.Web.Policies;

/// <summary>Policies to begin with. Each is complete but for the names that only the company knows.</summary>
internal static class PolicyTemplates
{
    private const string Empty = "empty";

    public static IReadOnlyList<PolicyTemplate> All =>
    [
        new("read-in-hours", T("Read, automatic in working hours"), T("Reading is automatic up to 2 h for a group, from Monday to Friday; nobody is asked.")),
        new("write-by-owner", T("Write, by one owner"), T("One person of the owners agrees to up to 4 h, with a reason.")),
        new("production-by-two", T("Production, by two owners"), T("Whatever is tagged env:prod needs two people for at most 8 h, with a reason of 10 characters.")),
        new("workload", T("CI, automatic for workloads"), T("A registered workload gets up to 30 min without a person.")),
        new(Empty, T("Empty"), T("Begin with nothing.")),
    ];

    /// <returns>The document of a new policy; the empty one for a name that there is not.</returns>
    public static string Start(PolicyId id, string? template)
    {
        var (scope, rules) = template switch
        {
            "read-in-hours" => (Matching("role", "Read"), new JsonArray(Rule("automatic", Automatic("2 h", "1 h"), Every(InGroup(), InHours())))),
            "write-by-owner" => (Matching("role", "Write"), new JsonArray(Rule("owner-agrees", Ask("4 h", "1 h", 1), Reason(5)))),
            "production-by-two" => (Tagged("env:prod"), new JsonArray(
                Rule("reason", new JsonObject { ["kind"] = "require", ["reasonLength"] = 10 }, Always()),
                Rule("two-agree", Ask("8 h", "2 h", 2), Always()))),
            "workload" => (Matching("role", "Deploy"), new JsonArray(Rule("automatic", Automatic("30 min", "20 min"), new JsonObject { ["kind"] = "subjectIs", ["subject"] = "workload" }))),
            _ => (new JsonObject { ["kind"] = "any" }, new JsonArray()),
        };
        var name = All.FirstOrDefault(one => one.Key == template && one.Key != Empty)?.Name ?? "";
        return new JsonObject { ["id"] = id.ToString(), ["name"] = name, ["version"] = 1, ["appliesTo"] = scope, ["rules"] = rules }.ToJsonString();
    }

    /// <summary>A round of approval by a group that is still to be named.</summary>
    public static JsonObject Stage(string group, int quorum) => new()
    {
        ["approvers"] = new JsonArray(new JsonObject { ["kind"] = "group", ["name"] = group }),
        ["quorum"] = quorum,
        ["timeOut"] = "4 h",
    };

    private static JsonObject Rule(string id, JsonObject effect, JsonObject when) => new() { ["id"] = id, ["effect"] = effect, ["when"] = when };

    private static JsonObject Automatic(string longest, string first) => new() { ["kind"] = "automatic", ["longest"] = longest, ["default"] = first };

    private static JsonObject Ask(string longest, string first, int quorum) => new() { ["kind"] = "ask", ["longest"] = longest, ["default"] = first, ["stages"] = new JsonArray(Stage("", quorum)) };

    private static JsonObject Matching(string field, string value) => new() { ["kind"] = "matching", [field] = value };

    private static JsonObject Tagged(string tag) => new() { ["kind"] = "matching", ["tags"] = new JsonArray(tag) };

    private static JsonObject Always() => new() { ["kind"] = "always" };

    private static JsonObject Reason(int length) => new() { ["kind"] = "reasonPresent", ["minLength"] = length };

    private static JsonObject InGroup() => new() { ["kind"] = "inGroup", ["group"] = "" };

    private static JsonObject InHours() => new()
    {
        ["kind"] = "inWindow",
        ["days"] = new JsonArray("monday", "tuesday", "wednesday", "thursday", "friday"),
        ["from"] = "08:00",
        ["to"] = "18:00",
        ["zone"] = "Europe/Oslo",
    };

    private static JsonObject Every(params JsonNode[] of) => new() { ["kind"] = "all", ["of"] = new JsonArray(of) };
}

/// <param name="Key">In the address of the form.</param>
internal sealed record PolicyTemplate(string Key, string Name, string Words);
