using JitPortal.Domain;
using Npgsql;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>Where a PostgreSQL server is and how the portal may behave on it.</summary>
/// <param name="Heir">The role that inherits what a login made for a grant leaves behind.</param>
/// <param name="TerminateSessions">Whether closing a person's membership also ends their open sessions.</param>
internal sealed record PostgresSettings(
    string Host,
    int Port,
    string Database,
    string User,
    SslMode SslMode,
    string? Heir,
    bool TerminateSessions)
{
    private static readonly Dictionary<string, SslMode> SslModes = new(StringComparer.Ordinal)
    {
        ["disable"] = SslMode.Disable,
        ["prefer"] = SslMode.Prefer,
        ["require"] = SslMode.Require,
        ["verify-ca"] = SslMode.VerifyCA,
        ["verify-full"] = SslMode.VerifyFull,
    };

    /// <summary>The word psql and URLs use for <see cref="SslMode"/>.</summary>
    public string SslWord => SslModes.First(pair => pair.Value == SslMode).Key;

    // {"host":"db.example.org","port":5432,"database":"app","user":"jit_portal","sslMode":"verify-full","heir":"app_leftovers"}
    public static Outcome<PostgresSettings> Read(string json) => JsonFields.Read(json, fields => new PostgresSettings(
        Host: ReadHost(fields),
        Port: fields.Whole("port", least: 1, most: 65535, otherwise: 5432),
        Database: ReadName(fields, "database", fields.RequiredText("database")),
        User: ReadName(fields, "user", fields.RequiredText("user")),
        SslMode: ReadSslMode(fields),
        Heir: fields.Text("heir") is { } heir ? ReadName(fields, "heir", heir) : null,
        TerminateSessions: fields.Flag("terminateSessions", otherwise: true)));

    private static string ReadHost(JsonFields fields)
    {
        var host = fields.RequiredText("host");

        // A comma would be several hosts and a slash a socket folder to the driver: one target is one address.
        if (host.Length > 0 && Uri.CheckHostName(host) == UriHostNameType.Unknown)
            fields.Wrong("host", "Give one host name or IP address.");

        return host;
    }

    private static string ReadName(JsonFields fields, string field, string name)
    {
        if (name.Length > 0 && !PostgresName.CanExist(name))
            fields.Wrong(field, PostgresName.Rule);

        return name;
    }

    private static SslMode ReadSslMode(JsonFields fields)
    {
        var word = fields.Text("sslMode") ?? "verify-full";
        if (SslModes.TryGetValue(word, out var mode))
            return mode;

        fields.Wrong("sslMode", $"Give one of {string.Join(", ", SslModes.Keys)}.");
        return SslMode.VerifyFull;
    }
}
