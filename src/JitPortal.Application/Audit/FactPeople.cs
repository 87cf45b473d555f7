using JitPortal.Application.Policies;

namespace JitPortal.Application.Audit;

/// <summary>Facts of the log that name people: by their id, because a name in a record could never be erased (I-36). Here they get their names.</summary>
internal static class FactPeople
{
    private static readonly HashSet<string> Names = ["waitingFor", "seat", "told", "people", "manager", "owner", "editedBy", "confirmedBy", "askedBy"];

    /// <summary>Whom these facts name.</summary>
    public static IEnumerable<Guid> In(IReadOnlyDictionary<string, string> facts) => facts.Where(f => Names.Contains(f.Key)).SelectMany(f => Ids(f.Value) ?? ApproverNames.In(f.Value));

    /// <summary>The fact with names in place of ids; one that names nobody as it is.</summary>
    public static string Show(string fact, string value, IReadOnlyDictionary<Guid, string> names)
    {
        if (!Names.Contains(fact))
            return value;
        return Ids(value) is { } ids ? string.Join(", ", ids.Select(id => names.GetValueOrDefault(id, ApproverNames.Erased))) : ApproverNames.Show(value, names);
    }

    /// <summary>0196…c2 0196…d7</summary>
    /// <returns><see langword="null"/> where it is not made of ids alone.</returns>
    private static List<Guid>? Ids(string value)
    {
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ids = words.Select(word => Guid.TryParseExact(word, "N", out var id) ? id : (Guid?)null).OfType<Guid>().ToList();
        return ids.Count == words.Length ? ids : null;
    }
}
