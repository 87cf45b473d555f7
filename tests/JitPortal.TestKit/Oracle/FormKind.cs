using System.Globalization;
using System.Text.Json.Nodes;
using JitPortal.Domain;
using JitPortal.Domain.Targets;

namespace JitPortal.TestKit.Oracle;

/// <summary>The oracle as a kind that is connected by a form: an address, a setting, and a secret that its check looks at.</summary>
public sealed class FormKind : IConnectorKind
{
    public const string Name = "form";
    public const string Secret = "the right secret";

    private readonly OracleKind oracle = new();

    public string Kind => Name;

    public string DisplayName => "Form";

    public ConnectorForm Form { get; } = new(
        [new("port", "Port", SettingType.Whole, Required: true, IsAddress: true), new("note", "Note", SettingType.Text)],
        [new("right", "Right", SettingType.Text, Required: true)],
        new("Secret", ""),
        []);

    public IReadOnlyList<FieldError> CheckSettings(string settings) => Port(settings) is null ? [new FieldError("port", "Give the port.")] : [];

    public IReadOnlyList<FieldError> CheckRight(string right) => [];

    public IReadOnlyList<FieldError> CheckAccount(string name) => name == "root" ? [new FieldError("name", "Not root.")] : [];

    public PrincipalMode ModeOf(string right) => PrincipalMode.Ephemeral;

    public string SharedRightOf(string right) => right;

    public PreparedCredential Prepare(string right, string? publicKey) => oracle.Prepare(right, publicKey);

    public IReadOnlyList<FieldError> CheckPublicKey(string right, string? publicKey) => [];

    public IConnector Connect(TargetId target, string settings, string? secret) => secret == Secret
        ? oracle.Connect(target, Port(settings)!.Value.ToString(CultureInfo.InvariantCulture), secret)
        : throw new TargetException(Fault.Unauthorized, "The secret is refused.");

    private static int? Port(string settings) => JsonNode.Parse(settings)?["port"] is JsonValue port && port.TryGetValue<int>(out var number) ? number : null;
}
