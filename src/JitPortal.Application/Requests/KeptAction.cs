using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using JitPortal.Application.Approvals;
using JitPortal.Domain.Requests;

namespace JitPortal.Application.Requests;

/// <summary>What waits for a stronger sign-in, complete: nothing of it is asked for again.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Ask), "ask")]
[JsonDerivedType(typeof(Decide), "decide")]
[JsonDerivedType(typeof(Confirm), "confirm")]
[JsonDerivedType(typeof(Show), "show")]
public abstract record KeptAction
{
    private KeptAction()
    {
    }

    /// <summary>A request that was filled in.</summary>
    public sealed record Ask(RequestForm Form) : KeptAction;

    /// <summary>A decision on somebody's request.</summary>
    public sealed record Decide(RequestId Request, DecisionForm Form) : KeptAction;

    /// <summary>Going on with a request that everybody agreed to.</summary>
    public sealed record Confirm(RequestId Request) : KeptAction;

    /// <summary>Looking at what came of a request, where more is shown to a stronger sign-in.</summary>
    public sealed record Show(RequestId Request) : KeptAction;

    internal string Write() => JsonSerializer.Serialize(this);

    internal static KeptAction Read(string text) => JsonSerializer.Deserialize<KeptAction>(text) ?? throw new InvalidDataException("A kept action is empty.");

    internal static byte[] HashOf(string state) => SHA256.HashData(Encoding.UTF8.GetBytes(state));
}
