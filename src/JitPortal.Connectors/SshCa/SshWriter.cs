using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace JitPortal.Connectors.SshCa;

/// <summary>Writes the data types of RFC 4251 §5.</summary>
internal sealed class SshWriter
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    public int Length => bytes.WrittenCount;

    public SshWriter Byte(byte value) => Raw([value]);

    public SshWriter Uint32(uint value)
    {
        Span<byte> buffer = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(buffer, value);
        return Raw(buffer);
    }

    public SshWriter Uint64(ulong value)
    {
        Span<byte> buffer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(buffer, value);
        return Raw(buffer);
    }

    /// <summary>Without a length before it.</summary>
    public SshWriter Raw(ReadOnlySpan<byte> value)
    {
        bytes.Write(value);
        return this;
    }

    public SshWriter String(ReadOnlySpan<byte> value) => Uint32((uint)value.Length).Raw(value);

    public SshWriter String(string value) => String(Encoding.UTF8.GetBytes(value));

    public SshWriter String(SshWriter value) => String(value.ToArray());

    /// <summary>A positive number: no leading zeros, but one where the first bit would read as a sign.</summary>
    public SshWriter MpInt(ReadOnlySpan<byte> bigEndian)
    {
        var value = bigEndian.TrimStart((byte)0);
        var sign = value.Length > 0 && value[0] >= 0x80 ? 1 : 0;
        Uint32((uint)(value.Length + sign));
        return sign == 1 ? Byte(0).Raw(value) : Raw(value);
    }

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();
}
