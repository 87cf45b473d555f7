namespace JitPortal.Web.Catalog;

/// <summary>The picture of a kind of target; its name always stands beside it.</summary>
public static class KindIcon
{
    public static string Of(string kind) => kind switch
    {
        "postgresql" or "mysql" or "mariadb" or "redis" => "db",
        "ssh-ca" => "server",
        "ldap" or "activedirectory" or "scim" => "team",
        "signed-http" => "shop",
        "kubernetes" or "aws" => "cloud",
        _ => "cube",
    };
}
