using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>What an administrator says about a server and about a right on it. <see cref="PostgresSettings"/> and <see cref="PostgresRight"/> read it.</summary>
internal static class PostgresForm
{
    public static ConnectorForm Form { get; } = new(
        [
            new("host", "Address", SettingType.Text, "One host name or IP address; the server itself, not a pooler.", Required: true, IsAddress: true),
            new("port", "Port", SettingType.Whole, Default: "5432", IsAddress: true),
            new("database", "Database", SettingType.Text, Required: true, IsAddress: true),
            new("user", "Account", SettingType.Text, "The portal's own account, made with the statements that this page shows.", Required: true),
            new("sslMode", "Encryption", SettingType.Choice, "The server's certificate must be trusted by the machine the portal runs on.", Default: "verify-full", Choices:
            [
                new("verify-full", "Verify the name"),
                new("verify-ca", "Verify the authority"),
                new("require", "Encrypt, verify nothing"),
                new("prefer", "Encrypt if the server can"),
                new("disable", "None"),
            ]),
            new("heir", "Heir", SettingType.Text, "The role that inherits what a login made for a grant leaves behind. Without it such a login is locked, but stays."),
            new("terminateSessions", "End open sessions", SettingType.Flag, "Closing a person's membership ends all their sessions on the server.", Default: "true"),
        ],
        [
            new("role", "Role on the server", SettingType.Text, "Access is membership of this role, for example app_ro.", Required: true),
            new("mode", "How people get in", SettingType.Choice, "A login made for the grant also ends by itself while the portal is down.", Required: true, Choices:
            [
                new("ephemeral", "With a login made for each grant"),
                new("existing", "With the login they already have"),
            ]),
            new("connectionLimit", "Connections at once", SettingType.Whole, "Of a login made for the grant, 1 to 100.", Default: "5"),
            new("setRole", "Starts in the role", SettingType.Text, "So that what a login made for the grant makes belongs to that role."),
        ],
        new("Password of the account", "Kept encrypted and never shown again."),
        [
            new(
                "For the logins people already have (recommended)",
                """
                CREATE ROLE jit_member LOGIN PASSWORD '…';
                GRANT app_ro TO jit_member WITH ADMIN OPTION;   -- for each role that may be asked for
                GRANT pg_signal_backend TO jit_member;
                """,
                "Its thief could give the managed roles to anybody, take them from anybody, use them, and end any session that is not a superuser's; nothing else."),
            new(
                "For logins made for each grant",
                """
                CREATE ROLE jit_portal LOGIN CREATEROLE PASSWORD '…';
                GRANT app_ro, app_rw TO jit_portal WITH ADMIN OPTION;
                GRANT app_owner TO jit_portal;   -- the heir
                GRANT pg_signal_backend TO jit_portal;
                """,
                "Its thief could also act as the heir and make logins; before PostgreSQL 16 that is close to owning the server, so choose the first account there."),
        ])
    {
        Account = new("name", "Login", SettingType.Text, "The login that a person has of their own on this server."),
    };
}
