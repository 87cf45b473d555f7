using System.Text.Json;

namespace JitPortal.TestKit.Oracle;

/// <summary>The oracle's protocol: one JSON line each way.</summary>
public sealed record OracleCall(string Verb, IReadOnlyList<OracleItem> Items)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
}

/// <param name="LatestMs">No effect after this instant.</param>
public sealed record OracleItem(string Grant, string Principal, string? Verifier = null, long? NotAfterMs = null, long? LatestMs = null, string Right = "");

/// <param name="Error">Set when the whole call was refused.</param>
public sealed record OracleAnswer(string? Error, IReadOnlyList<OracleState> States);

public sealed record OracleState(string Grant, bool Present, string? Verifier, int Sessions, long? NotAfterMs, string Principal, string Right);
