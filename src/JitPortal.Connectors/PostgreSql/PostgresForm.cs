using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>What an administrator says about a server and about a right on it. <see cref="PostgresSettings"/> and <see cref="PostgresRight"/> read it.</summary>
internal static class PostgresForm
{
    public static ConnectorForm Form => new(
        [
            new("host", T("Address"), SettingType.Text, T("One host name or IP address; the server itself, not a pooler."), Required: true, IsAddress: true),
            new("port", T("Port"), SettingType.Whole, Default: "5432", IsAddress: true),
            new("database", T("Database"), SettingType.Text, Required: true, IsAddress: true),
            new("user", T("Account"), SettingType.Text, T("The portal's own account, made with the statements that this page shows."), Required: true, IsAddress: true),
            new("sslMode", T("Encryption"), SettingType.Choice, T("The server's certificate must be trusted by the machine the portal runs on."), Default: "verify-full", Choices:
            [
                new("verify-full", T("Verify the name")),
                new("verify-ca", T("Verify the authority")),
                new("require", T("Encrypt, verify nothing")),
                new("prefer", T("Encrypt if the server can")),
                new("disable", T("None")),
            ]),
            new("heir", T("Heir"), SettingType.Text, T("The role that inherits what a login made for a grant leaves behind. Without it such a login is locked, but stays.")),
            new("terminateSessions", T("End open sessions"), SettingType.Flag, T("Closing a person's membership ends all their sessions on the server."), Default: "true"),
        ],
        [
            new("role", T("Role on the server"), SettingType.Text, T("Access is membership of this role, for example app_ro."), Required: true),
            new("mode", T("How people get in"), SettingType.Choice, T("A login made for the grant also ends by itself while the portal is down."), Required: true, Choices:
            [
                new("ephemeral", T("With a login made for each grant")),
                new("existing", T("With the login they already have")),
            ]),
            new("connectionLimit", T("Connections at once"), SettingType.Whole, T("Of a login made for the grant, 1 to 100."), Default: "5"),
            new("setRole", T("Starts in the role"), SettingType.Text, T("So that what a login made for the grant makes belongs to that role.")),
        ],
        new(T("Password of the account"), T("Kept encrypted and never shown again.")),
        [
            new(
                T("For the logins people already have (recommended)"),
                """
                CREATE ROLE jit_member LOGIN PASSWORD '…';
                GRANT app_ro TO jit_member WITH ADMIN OPTION;   -- for each role that may be asked for
                GRANT pg_signal_backend TO jit_member;
                """,
                T("Its thief could give the managed roles to anybody, take them from anybody, use them, and end any session that is not a superuser's; nothing else.")),
            new(
                T("For logins made for each grant"),
                """
                CREATE ROLE jit_portal LOGIN CREATEROLE PASSWORD '…';
                GRANT app_ro, app_rw TO jit_portal WITH ADMIN OPTION;
                CREATE ROLE app_leftovers NOLOGIN;   -- the heir, with no rights of its own
                GRANT app_leftovers TO jit_portal;
                GRANT CREATE ON SCHEMA public TO app_leftovers;   -- where such logins may make functions or types
                GRANT pg_signal_backend TO jit_portal;
                """,
                T("Its thief could also act as the heir and make logins; before PostgreSQL 16 that is close to owning the server, so choose the first account there.")),
        ])
    {
        Account = new("name", T("Login"), SettingType.Text, T("The login that a person has of their own on this server.")),
    };
}
