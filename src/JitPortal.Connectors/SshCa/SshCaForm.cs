using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.SshCa;

/// <summary>What an administrator says about a fleet of hosts and about a right on it. <see cref="SshCaSettings"/> and <see cref="SshCaRight"/> read it.</summary>
internal static class SshCaForm
{
    public static ConnectorForm Form => new(
        [
            new("krlPath", T("Revocation list"), SettingType.Text, T("The absolute path of the file; its folder must exist and be writable by the portal."), Required: true, IsAddress: true),
            new("hostsPullEvery", T("Hosts fetch it every … seconds"), SettingType.Whole, T("0 where hosts read this very file."), Default: "0"),
            new("sessionCap", T("Longest session, in seconds"), SettingType.Whole, T("An open session outlives its certificate; without a cap nothing ends it.")),
            new("hosts", T("Hosts"), SettingType.Texts, T("name:port, one a line; for the test and for the lines shown to holders.")),
            new("loginUser", T("Login on the hosts"), SettingType.Text, T("For the lines shown to holders.")),
        ],
        [
            new("principals", T("Principals"), SettingType.Texts, T("Role names that hosts map to accounts, one a line, without spaces."), Required: true),
            new("extensions", T("What a session may do"), SettingType.Texts, T("OpenSSH's names, one a line."), Default: "permit-pty"),
            new("bindSourceAddress", T("Only from the address it was asked from"), SettingType.Flag, Default: "false"),
        ],
        new(T("Key of the authority"), T("ECDSA P-256 as PEM (PKCS#8). Leave it empty and the portal makes a new one. Kept encrypted and never shown again."), IsMade: true, IsLong: true),
        [
            new(
                T("On every host"),
                """
                # /etc/ssh/sshd_config; the test shows the authority's line, /etc/ssh/principals/root lists who may become root
                TrustedUserCAKeys /etc/ssh/jitportal-ca.pub
                AuthorizedPrincipalsFile /etc/ssh/principals/%u
                RevokedKeys /etc/ssh/jitportal-krl
                """,
                T("A thief of the authority's key could become any account on every host that trusts it, until it is taken out of TrustedUserCAKeys.")),
        ]);
}
