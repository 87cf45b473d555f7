using Microsoft.IdentityModel.Tokens;

namespace JitPortal.Web.SignIn;

/// <summary>
/// How tokens may be signed: with a key that only the issuer has. Left out are "none" and the symmetric ones, where whoever knows the
/// issuer's public key, or the portal's own secret, could sign for it (RFC 8725 §3.1).
/// </summary>
internal static class TokenAlgorithms
{
    public static readonly string[] Accepted =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];
}
