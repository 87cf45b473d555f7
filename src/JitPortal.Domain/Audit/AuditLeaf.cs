namespace JitPortal.Domain.Audit;

/// <summary>Makes the exact bytes of one audit record.</summary>
public static class AuditLeaf
{
    public const long FormatVersion = 1;

    /// <param name="installation">Which portal wrote it, so that a record cannot be moved into another portal's log.</param>
    /// <param name="id">Unique id of the record.</param>
    /// <param name="at">When, truncated to milliseconds.</param>
    /// <param name="commitments">For each personal field its name and commitment (<see cref="AuditChain.Commit"/>).</param>
    public static byte[] Write(Guid installation, Guid id, DateTimeOffset at, AuditEvent happened, IReadOnlyList<(string Name, byte[] Commitment)> commitments)
    {
        var leaf = new CanonicalJson()
            .Add("v", FormatVersion)
            .Add("type", happened.Type)
            .Add("installation", installation.ToString("N"))
            .Add("id", id.ToString("N"))
            .Add("at", at.ToUnixTimeMilliseconds());
        AddIfSet(leaf, "actor", happened.Actor);
        AddIfSet(leaf, "person", happened.Person);
        AddIfSet(leaf, "request", happened.Request);
        AddIfSet(leaf, "grant", happened.Grant);
        AddIfSet(leaf, "entitlement", happened.Entitlement);
        AddIfSet(leaf, "target", happened.Target);
        AddFacts(leaf, happened.Facts);
        AddCommitments(leaf, commitments);
        return leaf.ToBytes();
    }

    private static void AddIfSet<T>(CanonicalJson leaf, string name, T? id)
        where T : struct
    {
        if (id is { } set)
            leaf.Add(name, set.ToString()!);
    }

    private static void AddFacts(CanonicalJson leaf, IReadOnlyList<AuditFact> facts)
    {
        if (facts.Count == 0)
            return;
        var data = new CanonicalJson();
        foreach (var fact in facts)
            _ = fact.Number is { } number ? data.Add(fact.Name, number) : data.Add(fact.Name, fact.Text ?? "");
        leaf.Add("data", data);
    }

    private static void AddCommitments(CanonicalJson leaf, IReadOnlyList<(string Name, byte[] Commitment)> commitments)
    {
        if (commitments.Count == 0)
            return;
        var personal = new CanonicalJson();
        foreach (var (name, commitment) in commitments)
            personal.Add(name, Convert.ToHexStringLower(commitment));
        leaf.Add("personal", personal);
    }
}
