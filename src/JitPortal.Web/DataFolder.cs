namespace JitPortal.Web;

/// <summary>Where the portal keeps everything that must survive a restart: database, keys, certificate authority, revocation lists.</summary>
public static class DataFolder
{
    public const string Key = "Data:Folder";
    private const string Solution = "JitPortal.sln";
    private const string DevelopmentName = ".data";

    /// <summary>The setting; in Development without one, <c>.data</c> at the top of the repository, wherever the portal was started from.</summary>
    /// <exception cref="CannotStartException">Not set outside Development: a database must not land in a place nobody chose.</exception>
    public static string Of(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration[Key] is { Length: > 0 } chosen)
            return Path.GetFullPath(chosen, environment.ContentRootPath);
        if (!environment.IsDevelopment())
            throw new CannotStartException($"{Key}: the folder for database and keys is needed, for example /var/lib/jitportal.");
        return Path.Combine(TopLevel(environment.ContentRootPath) ?? environment.ContentRootPath, DevelopmentName);
    }

    private static string? TopLevel(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, Solution)))
                return at.FullName;
        }

        return null;
    }
}
