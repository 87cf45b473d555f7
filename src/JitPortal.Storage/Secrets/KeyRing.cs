using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace JitPortal.Storage.Secrets;

/// <summary>
/// The master key, kept in a file outside the database, and envelope encryption under it: every secret has its own random
/// key, wrapped by the master key; both boxes are bound to the row they belong to (I-34).
/// </summary>
public sealed class KeyRing
{
    private const int WrappedLength = 12 + 16 + Sealing.KeyLength;
    private const string Restore = "Restore it from your backup: secrets in the database cannot be read without it.";

    private readonly byte[] master;

    private KeyRing(byte[] master)
    {
        this.master = master;
        KeyId = Convert.ToHexStringLower(SHA256.HashData(master))[..16];
    }

    /// <summary>Names the key without telling anything of it.</summary>
    public string KeyId { get; }

    /// <summary>Opens the key file, or makes it when there is none yet.</summary>
    /// <exception cref="InvalidDataException">The file is there but is not a key: restoring it is the only way to the secrets.</exception>
    public static KeyRing OpenOrCreate(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!File.Exists(FileIn(folder)))
            Create(FileIn(folder));
        return Open(folder);
    }

    /// <summary>Opens the key file of a database that there is already: a new key would fit nothing in it.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is not a key: restoring it is the only way to the secrets.</exception>
    public static KeyRing Open(string folder)
    {
        var path = FileIn(folder);
        var key = new byte[Sealing.KeyLength];
        if (!Convert.TryFromBase64String(Read(path), key, out var written) || written != Sealing.KeyLength)
            throw new InvalidDataException($"The master key file {path} does not hold a key of {Sealing.KeyLength} bytes in base64. {Restore}");
        return new KeyRing(key);
    }

    private static string FileIn(string folder) => Path.Combine(folder, "master.key");

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"There is no master key file {path}. {Restore}", e);
        }
    }

    /// <summary>A ring that lives only as long as the process.</summary>
    public static KeyRing Ephemeral() => new(RandomNumberGenerator.GetBytes(Sealing.KeyLength));

    public byte[] Seal(string purpose, Guid owner, ReadOnlySpan<byte> plain)
    {
        var belongsTo = BelongsTo(purpose, owner);
        var key = RandomNumberGenerator.GetBytes(Sealing.KeyLength);
        try
        {
            return [.. Sealing.Seal(master, key, belongsTo), .. Sealing.Seal(key, plain, belongsTo)];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public byte[] Seal(string purpose, Guid owner, string plain) => Seal(purpose, owner, Encoding.UTF8.GetBytes(plain));

    /// <exception cref="CryptographicException">Wrong master key, changed bytes, or a box moved from another row.</exception>
    public byte[] Open(string purpose, Guid owner, ReadOnlySpan<byte> box)
    {
        if (box.Length < WrappedLength)
            throw new CryptographicException("A sealed value is shorter than its header.");
        var belongsTo = BelongsTo(purpose, owner);
        var key = Sealing.Open(master, box[..WrappedLength], belongsTo);
        try
        {
            return Sealing.Open(key, box[WrappedLength..], belongsTo);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public string OpenText(string purpose, Guid owner, ReadOnlySpan<byte> box) => Encoding.UTF8.GetString(Open(purpose, owner, box));

    /// <summary>A keyed hash: the same text is recognised by it, and nobody tells or tries out without the master key what it was.</summary>
    /// <returns>64 hexadecimal digits.</returns>
    public string MarkOf(string purpose, string text)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, master, Sealing.KeyLength, info: Encoding.UTF8.GetBytes($"jitportal {purpose}"));
        try
        {
            return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] BelongsTo(string purpose, Guid owner) => Encoding.UTF8.GetBytes($"{purpose}:{owner:N}");

    private static void Create(string path)
    {
        // Written whole and synced before it gets its name: a start killed half-way leaves either no key or a good one.
        var draft = $"{path}.{Guid.NewGuid():N}";
        using (var file = PrivateFile.Open(draft, FileMode.CreateNew))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Sealing.KeyLength))));
            file.Flush(flushToDisk: true);
        }
        // A link is made at most once, whoever else starts just now; a move asks first and renames afterwards.
        if (OperatingSystem.IsWindows())
            File.Move(draft, path);
        else
            _ = Link(draft, path);
        File.Delete(draft);
        if (!File.Exists(path))
            throw new IOException($"The master key file {path} could not be made.");
    }

    [DllImport("libc", EntryPoint = "link", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
