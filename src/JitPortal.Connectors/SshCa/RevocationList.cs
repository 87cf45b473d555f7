using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SshCa;

/// <summary>What the list says of one grant.</summary>
/// <param name="Ends">The end of the grant's last certificate; the entry is needless some time after it.</param>
/// <param name="Generation">How often the holder's key was replaced: key ids below this generation are dead.</param>
/// <param name="Current">The serial of the first certificate of this generation; 0 in generation 0.</param>
/// <param name="Closed">Every key id of the grant is dead, this generation's too.</param>
internal sealed record RevokedGrant(
    [property: JsonPropertyName("g")] Guid Grant,
    [property: JsonPropertyName("e")] long Ends,
    [property: JsonPropertyName("n")] int Generation,
    [property: JsonPropertyName("c")] long Current,
    [property: JsonPropertyName("x")] bool Closed,
    [property: JsonPropertyName("s")] IReadOnlyList<long> Serials)
{
    /// <summary>The grant's key id in its certificates: the grant id, and from the first replaced key on its generation.</summary>
    public static string KeyId(Guid grant, int generation) => generation == 0 ? $"{grant:N}" : $"{grant:N}.{generation}";

    [JsonIgnore]
    public IEnumerable<string> DeadKeyIds => Enumerable.Range(0, Closed ? Generation + 1 : Generation).Select(n => KeyId(Grant, n));
}

/// <summary>
/// An OpenSSH key revocation list (PROTOCOL.krl). Serials are revoked for this authority, key ids for any, so that replacing
/// the authority's key revives nothing. Its comment holds what is needed to extend and prune it, so the published file is
/// the only state there is and is replaced as one.
/// </summary>
internal sealed record RevocationList(ulong Version, long WrittenAt, byte[] Authority, ImmutableDictionary<Guid, RevokedGrant> Grants)
{
    private const ulong Magic = 0x5353484b524c0a00;   // "SSHKRL\n\0"
    private const uint Format = 1;
    private const byte CertificatesSection = 1;
    private const byte SerialList = 0x20;
    private const byte KeyIds = 0x23;
    private const string CommentStart = "jitportal ";

    public static RevocationList Empty(byte[] authority, DateTimeOffset now) =>
        new(1, now.ToUnixTimeSeconds(), authority, ImmutableDictionary<Guid, RevokedGrant>.Empty);

    public RevokedGrant? Of(GrantId grant) => Grants.GetValueOrDefault(grant.Value);

    /// <summary>Revokes every certificate of the grant, for good.</summary>
    public RevocationList Close(Closing closing)
    {
        var known = Of(closing.Grant) ?? new RevokedGrant(closing.Grant.Value, 0, 0, 0, Closed: false, []);
        var serials = known.Serials.Union(closing.Serials.Where(s => s > 0)).Order().ToList();
        return known.Closed && serials.Count == known.Serials.Count
            ? this
            : With(known with { Closed = true, Serials = serials, Ends = Later(known.Ends, closing.NotAfter) });
    }

    /// <summary>Revokes the certificates of the grant's present key; those of the next key begin with this opening's serial.</summary>
    public RevocationList Rotate(Opening opening) => Of(opening.Grant) switch
    {
        null => With(new RevokedGrant(opening.Grant.Value, opening.NotAfter.ToUnixTimeSeconds(), 1, opening.Serial, Closed: false, [])),
        { Closed: true } => this,
        var known when opening.Serial <= known.Current => this,   // a repeat
        var known => With(known with { Generation = known.Generation + 1, Current = opening.Serial, Ends = Later(known.Ends, opening.NotAfter) }),
    };

    /// <summary>An entry of an open grant (its key was replaced once) has to last as long as its last certificate.</summary>
    public RevocationList Extend(Opening opening) => Of(opening.Grant) is { Closed: false } known && known.Ends < opening.NotAfter.ToUnixTimeSeconds()
        ? With(known with { Ends = opening.NotAfter.ToUnixTimeSeconds() })
        : this;

    public byte[] ToBytes() => new SshWriter()
        .Uint64(Magic).Uint32(Format).Uint64(Version).Uint64((ulong)WrittenAt).Uint64(0).String("").String(Comment())
        .Raw(Section(Authority, SerialList, Serials()))
        .Raw(Section([], KeyIds, DeadKeyIds()))
        .ToArray();

    /// <exception cref="FormatException">The bytes are no list that this class wrote, or were changed since.</exception>
    public static RevocationList Parse(byte[] bytes)
    {
        var reader = new SshReader(bytes);
        if (reader.Uint64() != Magic || reader.Uint32() != Format)
            throw new FormatException("This is no key revocation list.");

        var (version, writtenAt) = (reader.Uint64(), (long)reader.Uint64());
        reader.Uint64();
        reader.Bytes();
        var list = OfComment(reader.Text(), version, writtenAt);

        // What the comment says counts only if the sections, on which hosts act, say the same.
        return list.ToBytes().AsSpan().SequenceEqual(bytes) ? list : throw new FormatException("The list was changed by somebody else.");
    }

    private static RevocationList OfComment(string comment, ulong version, long writtenAt)
    {
        if (!comment.StartsWith(CommentStart, StringComparison.Ordinal))
            throw new FormatException("The list was written by something else.");

        try
        {
            var state = JsonSerializer.Deserialize<State>(comment[CommentStart.Length..]) ?? throw new FormatException("The list says nothing.");
            return new RevocationList(version, writtenAt, state.Authority, state.Grants.ToImmutableDictionary(g => g.Grant));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException("The list's comment is damaged.", e);
        }
    }

    private RevocationList With(RevokedGrant grant) => this with { Grants = Grants.SetItem(grant.Grant, grant) };

    private static long Later(long ends, DateTimeOffset notAfter) => Math.Max(ends, notAfter.ToUnixTimeSeconds());

    private string Comment() => CommentStart + JsonSerializer.Serialize(new State(Authority, [.. Ordered]));

    private IEnumerable<RevokedGrant> Ordered => Grants.Values.OrderBy(g => g.Grant);

    private byte[] Serials()
    {
        var writer = new SshWriter();
        foreach (var serial in Ordered.SelectMany(g => g.Serials).Distinct().Order())
            writer.Uint64((ulong)serial);
        return writer.ToArray();
    }

    private byte[] DeadKeyIds()
    {
        var writer = new SshWriter();
        foreach (var keyId in Ordered.SelectMany(g => g.DeadKeyIds))
            writer.String(keyId);
        return writer.ToArray();
    }

    // An empty authority stands for any.
    private static byte[] Section(byte[] authority, byte type, byte[] content) => content.Length == 0
        ? []
        : new SshWriter().Byte(CertificatesSection)
            .String(new SshWriter().String(authority).String("").Byte(type).String(content))
            .ToArray();

    private sealed record State(
        [property: JsonPropertyName("ca")] byte[] Authority,
        [property: JsonPropertyName("grants")] IReadOnlyList<RevokedGrant> Grants);
}
