using System.Text.Json;
using JitPortal.Domain.Audit;

namespace JitPortal.Application.Audit;

/// <summary>
/// People whose values cannot be read because their key is gone. Only an erasure that is recorded further on excuses it, so the
/// question stays open until the log has been read to its end: a record of an erasure that was tampered with is then the first bad
/// event, and not the earlier ones that it excused.
/// </summary>
internal sealed class MissingKeys
{
    private readonly Dictionary<string, (long Sequence, string Name)> open = [];

    /// <summary>The first event of all with a value that no erasure excuses, and what is wrong with it.</summary>
    public (long Sequence, string Problem)? First =>
        open.Count == 0 ? null : open.Values.Min() is var (sequence, name) ? (sequence, PersonalCheck.NotRecorded(sequence, name)) : null;

    public void Add(string person, long sequence, string name) => open.TryAdd(person, (sequence, name));

    /// <summary>A record that is in its place.</summary>
    public void See(JsonElement record)
    {
        if (RecordCheck.Text(record, "type") == AuditTypes.PersonErased && RecordCheck.Text(record, "person") is { } person)
            open.Remove(person);
    }
}
