using System.Text.Json;
using JitPortal.Application.Failpoints;
using JitPortal.Domain.Grants;

namespace JitPortal.Application.Grants;

/// <summary>
/// Outcomes of closings that the database could not take (full, locked, read-only): one JSON line each in a synced local
/// file, until they enter the audit log (I-14). Opening it changes nothing: a command may open the spool of a node that runs.
/// </summary>
/// <remarks>Sample: <c>{"Grant":"0196…","At":1795600000000,"Evidence":1,"Words":"…","ResidualUntil":null,"SessionsEnded":1}</c></remarks>
public sealed class OutcomeSpool
{
    private readonly Lock gate = new();
    private readonly string path;
    private readonly Dictionary<Guid, SpooledOutcome> waiting;

    /// <param name="folder">Beside the database, on a disk of the node itself.</param>
    public OutcomeSpool(string folder)
    {
        Directory.CreateDirectory(folder);
        path = Path.Combine(folder, "outcomes.jsonl");
        waiting = Read(path);
    }

    public int Count
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    public bool Contains(GrantId grant)
    {
        lock (gate)
            return waiting.ContainsKey(grant.Value);
    }

    public IReadOnlyList<SpooledOutcome> Waiting()
    {
        lock (gate)
            return [.. waiting.Values];
    }

    /// <summary>Durable when it returns.</summary>
    public void Add(SpooledOutcome outcome)
    {
        lock (gate)
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            // A line cut short, by a crash or a full disk, would swallow this one.
            file.Write([.. EndsInside(file) ? "\n"u8 : [], .. JsonSerializer.SerializeToUtf8Bytes(outcome), (byte)'\n']);
            file.Flush(flushToDisk: true);
            waiting[outcome.Grant] = outcome;
        }
        Failpoint.Hit("spool.after-write");
    }

    /// <summary>These have entered the log.</summary>
    public void Remove(IEnumerable<SpooledOutcome> recovered)
    {
        lock (gate)
        {
            foreach (var outcome in recovered)
                waiting.Remove(outcome.Grant);
            Rewrite();
        }
    }

    /// <summary>Whether its last line has no end; it is left at its end.</summary>
    private static bool EndsInside(FileStream file) => file.Seek(-Math.Min(1, file.Length), SeekOrigin.End) < file.Length && file.ReadByte() != '\n';

    private void Rewrite()
    {
        var draft = path + ".new";
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            foreach (var left in waiting.Values)
                file.Write([.. JsonSerializer.SerializeToUtf8Bytes(left), (byte)'\n']);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
    }

    private static Dictionary<Guid, SpooledOutcome> Read(string path)
    {
        var read = new Dictionary<Guid, SpooledOutcome>();
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            if (TryParse(line) is { } outcome)
                read[outcome.Grant] = outcome;
        }
        return read;
    }

    /// <summary>The last line may be cut short by a crash while it was written; then it was never reported as durable.</summary>
    private static SpooledOutcome? TryParse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<SpooledOutcome>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="At">When it was evidenced, Unix milliseconds.</param>
public sealed record SpooledOutcome(Guid Grant, long At, EvidenceKind Evidence, string Words, long? ResidualUntil, int SessionsEnded);
