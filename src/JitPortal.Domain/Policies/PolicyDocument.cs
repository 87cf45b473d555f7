using System.Text.Json;

namespace JitPortal.Domain.Policies;

/// <summary>
/// A policy as JSON text: camelCase, every choice named by <c>kind</c>, durations in ISO 8601 (read also as people type
/// them). Reading back what was written gives an equal policy.
/// </summary>
public static class PolicyDocument
{
    public static string Write(Policy policy) => JsonSerializer.Serialize(policy, PolicyJson.Options);

    /// <returns>
    /// The policy, sound in itself; else <see cref="Refusal.Invalid"/>: the place that could not be understood (an unknown
    /// field or kind, a missing or wrong value), or every mistake of a document that was understood.
    /// </returns>
    public static Outcome<Policy> Read(string json)
    {
        var policy = ReadShape(json);
        if (!policy.Succeeded)
            return policy;
        var mistakes = policy.Value.Mistakes();
        return mistakes.Count == 0 ? policy : new Refusal.Invalid(mistakes);
    }

    /// <summary>Reads a policy that may still have mistakes.</summary>
    internal static Outcome<Policy> ReadShape(string json) => PolicyJson.Read<Policy>(json);

    /// <summary>Reads only where a policy applies, from a document that cannot be read as a whole.</summary>
    internal static AppliesTo? ReadAppliesTo(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("appliesTo", out var selector)
                ? PolicyJson.Read<AppliesTo>(selector.GetRawText()).Match<AppliesTo?>(read => read, _ => null)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A verdict as JSON text, for storage beside its request and for display. Reading back what was written gives an equal verdict.</summary>
public static class VerdictDocument
{
    public static string Write(Verdict verdict) => JsonSerializer.Serialize(verdict, PolicyJson.Options);

    public static Outcome<Verdict> Read(string json) => PolicyJson.Read<Verdict>(json);
}

/// <summary>Stages as JSON text, for those that are added to a request after its verdict.</summary>
public static class StagesDocument
{
    public static string Write(ValueList<Stage> stages) => JsonSerializer.Serialize(stages, PolicyJson.Options);

    public static Outcome<ValueList<Stage>> Read(string json) => PolicyJson.Read<ValueList<Stage>>(json);
}

/// <summary>The facts of a decision as JSON text, so that drafts can be replayed against past requests.</summary>
public static class FactsDocument
{
    public static string Write(Facts facts) => JsonSerializer.Serialize(facts, PolicyJson.Options);

    public static Outcome<Facts> Read(string json) => PolicyJson.Read<Facts>(json);
}
