using System.Buffers.Binary;
using System.Text;

namespace JitPortal.Connectors.SshCa;

/// <summary>Reads the data types of RFC 4251 §5 from bytes that somebody else wrote.</summary>
internal ref struct SshReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly bool AtEnd => rest.IsEmpty;

    /// <exception cref="FormatException">The bytes end too early.</exception>
    public ReadOnlySpan<byte> Raw(int length)
    {
        if (length < 0 || length > rest.Length)
            throw new FormatException("The bytes end too early.");

        var value = rest[..length];
        rest = rest[length..];
        return value;
    }

    public uint Uint32() => BinaryPrimitives.ReadUInt32BigEndian(Raw(4));

    public ulong Uint64() => BinaryPrimitives.ReadUInt64BigEndian(Raw(8));

    public ReadOnlySpan<byte> Bytes() => Raw((int)Math.Min(Uint32(), int.MaxValue));

    public string Text() => Encoding.UTF8.GetString(Bytes());
}
