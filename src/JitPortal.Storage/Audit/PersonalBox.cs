using System.Security.Cryptography;
using System.Text;
using JitPortal.Domain.Audit;
using JitPortal.Storage.Secrets;

namespace JitPortal.Storage.Audit;

/// <summary>Reads personal values back while their key exists.</summary>
public static class PersonalBox
{
    internal const string KeyPurpose = "person-key";

    /// <returns>The salt and the value that the chain committed to; <see langword="null"/> where the box or its key was changed behind the chain's back.</returns>
    public static (byte[] Salt, string Value)? TryOpen(KeyRing keys, PersonKeyRow key, AuditPersonalRow row)
    {
        try
        {
            var plain = Sealing.Open(keys.Open(KeyPurpose, key.PersonId, key.Box), row.Box, BelongsTo(row.PersonId, row.Name));
            return (plain[..AuditChain.SaltLength], Encoding.UTF8.GetString(plain.AsSpan(AuditChain.SaltLength)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    internal static byte[] BelongsTo(Guid person, string name) => Encoding.UTF8.GetBytes($"personal:{person:N}:{name}");
}
