using JitPortal.Domain;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.PostgreSql;

/// <summary>
/// Membership of one role: for the person's own login, or for a login made for the grant. Rights on single tables are not
/// offered: a table's access list breaks after some 2,400 grantees, and parallel grants on one table fail.
/// </summary>
/// <param name="ConnectionLimit">Connections a login made for a grant may hold at once, 1 to 100.</param>
/// <param name="SetRole">The role such a login starts in, so that what it makes belongs to that role.</param>
internal sealed record PostgresRight(string Role, PrincipalMode Mode, int ConnectionLimit, string? SetRole)
{
    // {"role":"app_ro","mode":"ephemeral","connectionLimit":5,"setRole":"app_owner"}
    public static Outcome<PostgresRight> Read(string json) => JsonFields.Read(json, fields =>
    {
        var mode = ReadMode(fields);
        var limit = fields.Whole("connectionLimit", least: 1, most: 100, otherwise: 0);
        var right = new PostgresRight(fields.RequiredText("role"), mode, limit == 0 ? 5 : limit, fields.Text("setRole"));
        CheckName(fields, "role", right.Role);
        CheckName(fields, "setRole", right.SetRole);
        if (mode == PrincipalMode.Existing && limit != 0)
            fields.Wrong("connectionLimit", "Only a login made for the grant can be limited (mode \"ephemeral\").");
        if (mode == PrincipalMode.Existing && right.SetRole is not null)
            fields.Wrong("setRole", "Only a login made for the grant can start in a role (mode \"ephemeral\").");
        return right;
    });

    private static PrincipalMode ReadMode(JsonFields fields)
    {
        switch (fields.RequiredText("mode"))
        {
            case "existing": return PrincipalMode.Existing;
            case "ephemeral": return PrincipalMode.Ephemeral;
            case "": break;   // reported as missing already
            default: fields.Wrong("mode", "Give \"existing\" or \"ephemeral\"."); break;
        }

        return PrincipalMode.Existing;
    }

    private static void CheckName(JsonFields fields, string field, string? name)
    {
        if (!string.IsNullOrEmpty(name) && !PostgresName.CanExist(name))
            fields.Wrong(field, PostgresName.Rule);
    }
}
