using JitPortal.Domain;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.Tests.Example;

/// <summary>A folder for each role with a file for each login in it, as programs read it that let in whoever has one. The example of docs/connectors.md.</summary>
internal sealed class AllowFolderKind(TimeProvider clock) : IConnectorKind
{
    public string Kind => "allow-folder";

    public string DisplayName => "Allow folder";

    public ConnectorForm Form => new(
        [new("folder", "Folder", SettingType.Text, "On the portal's own machine; it holds a folder for each role.", Required: true, IsAddress: true)],
        [new("role", "Role", SettingType.Text, "The name of its folder, for example operator.", Required: true)],
        Secret: null,
        Accounts: [])
    {
        Account = new("name", "Login", SettingType.Text, "As the program knows the person.", Required: true),
    };

    public IReadOnlyList<FieldError> CheckSettings(string settings) => ErrorsOf(AllowFolderPlace.Folder(settings).Refusal);

    public IReadOnlyList<FieldError> CheckRight(string right) => ErrorsOf(AllowFolderPlace.Role(right).Refusal);

    public IReadOnlyList<FieldError> CheckAccount(string name) => AllowFolderPlace.Account(name);

    public PrincipalMode ModeOf(string right) => PrincipalMode.Existing;

    public string SharedRightOf(string right) => AllowFolderPlace.Role(right).Value;

    /// <summary>People have their own login and password there: nothing is made.</summary>
    public PreparedCredential Prepare(string right, string? publicKey) => new(Secret: null, Verifier: null);

    public IReadOnlyList<FieldError> CheckPublicKey(string right, string? publicKey) =>
        publicKey is null ? [] : [new FieldError("publicKey", "This target takes no public key.")];

    public IConnector Connect(TargetId target, string settings, string? secret) => new AllowFolderConnector(AllowFolderPlace.Folder(settings).Value, clock);

    private static IReadOnlyList<FieldError> ErrorsOf(Refusal? refusal) => refusal is Refusal.Invalid invalid ? invalid.Errors : [];
}
