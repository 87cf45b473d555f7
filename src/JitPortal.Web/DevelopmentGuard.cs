namespace JitPortal.Web;

/// <summary>What belongs to a developer's machine and nowhere else.</summary>
internal static class DevelopmentGuard
{
    private const string DemoKey = "Demo:Enabled";
    private const string DemoDatabaseKey = "Demo:PostgreSql";
    private const string IssuerKey = "DevIssuer:InProcess";
    private const string IssuerUrlKey = "DevIssuer:Url";

    public static IEnumerable<string> Mistakes(IConfiguration configuration)
    {
        if (configuration[DemoKey] is { } demo && demo.Equals("true", StringComparison.OrdinalIgnoreCase))
            yield return $"{DemoKey}: made-up people and targets are for Development; leave it out.";
        if (!string.IsNullOrEmpty(configuration[DemoDatabaseKey]))
            yield return $"{DemoDatabaseKey}: the demonstration's database is for Development; leave it out.";
        if (configuration[IssuerKey] is { } inProcess && inProcess.Equals("true", StringComparison.OrdinalIgnoreCase))
            yield return $"{IssuerKey}: the development issuer signs anybody in; leave it out.";
        if (!string.IsNullOrEmpty(configuration[IssuerUrlKey]))
            yield return $"{IssuerUrlKey}: the development issuer signs anybody in; leave it out.";
    }
}
