using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SshCa;

/// <summary>What an administrator says about a fleet of hosts and about a right on it. <see cref="SshCaSettings"/> and <see cref="SshCaRight"/> read it.</summary>
internal static class SshCaForm
{
    public static ConnectorForm Form { get; } = new(
        [
            new("krlPath", "Revocation list", SettingType.Text, "The absolute path of the file; its folder must exist and be writable by the portal.", Required: true, IsAddress: true),
            new("hostsPullEvery", "Hosts fetch it every … seconds", SettingType.Whole, "0 where hosts read this very file.", Default: "0"),
            new("sessionCap", "Longest session, in seconds", SettingType.Whole, "An open session outlives its certificate; without a cap nothing ends it."),
            new("hosts", "Hosts", SettingType.Texts, "name:port, one a line; for the test and for the lines shown to holders."),
            new("loginUser", "Login on the hosts", SettingType.Text, "For the lines shown to holders."),
        ],
        [
            new("principals", "Principals", SettingType.Texts, "Role names that hosts map to accounts, one a line, without spaces.", Required: true),
            new("extensions", "What a session may do", SettingType.Texts, "OpenSSH's names, one a line.", Default: "permit-pty"),
            new("bindSourceAddress", "Only from the address it was asked from", SettingType.Flag, Default: "false"),
        ],
        new("Key of the authority", "ECDSA P-256 as PEM (PKCS#8). Leave it empty and the portal makes a new one. Kept encrypted and never shown again.", IsMade: true, IsLong: true),
        [
            new(
                "On every host",
                """
                # /etc/ssh/sshd_config; the test shows the authority's line, /etc/ssh/principals/root lists who may become root
                TrustedUserCAKeys /etc/ssh/jitportal-ca.pub
                AuthorizedPrincipalsFile /etc/ssh/principals/%u
                RevokedKeys /etc/ssh/jitportal-krl
                """,
                "A thief of the authority's key could become any account on every host that trusts it, until it is taken out of TrustedUserCAKeys."),
        ]);
}
