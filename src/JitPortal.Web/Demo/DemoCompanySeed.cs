using JitPortal.DemoCompany;
using JitPortal.Domain.Targets;
using JitPortal.Storage.Secrets;
using JitPortal.Web.SignIn;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.Demo;

/// <summary>Gives an empty portal the past of "Nordlys Handel", before the portal's own clock starts. It takes some seconds, once.</summary>
internal sealed class DemoCompanySeed(
    IConfiguration configuration, KeyRing keys, IEnumerable<IConnectorKind> kinds,
    DemoDatabases postgres, DemoHosts hosts, DemoBackOffice backOffice, IOptions<SignInOptions> signIn, ILogger<DemoCompanySeed> log)
{
    public const string WantedKey = "Demo:Company";
    public const string PeopleKey = "Demo:People";
    private const int Fewest = 20;
    private const int Most = 2_000;

    /// <summary>An in-use portal is left as it is; so is one on a database server, which others may look at meanwhile.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (!configuration.GetValue(WantedKey, true) || DatabaseChoice.IsPostgres(configuration) || DatabaseChoice.IsThere(configuration))
            return;
        var options = new CompanyOptions(TimeProvider.System.GetUtcNow(), People: People());
        DemoLog.Founding(log, options.People, options.Days);
        var folder = configuration[DataFolder.Key]!;
        var apart = Path.Combine(folder, "founding");
        if (Directory.Exists(apart))
            Directory.Delete(apart, recursive: true);   // a first start that was killed begins again
        var company = new Company(DatabaseChoice.InTheMaking(apart), keys, Path.Combine(folder, "spool"), [.. kinds]);
        await company.FoundAsync(options, (services, token) => ActivatorUtilities.CreateInstance<DemoSeed>(services, postgres, hosts, backOffice, signIn).RunAsync(token), ct);
        MoveIn(apart, folder);
    }

    /// <summary>Half a past would have access in it that has not ended, so it is made apart and comes in as a whole: the database itself last.</summary>
    private static void MoveIn(string apart, string folder)
    {
        SqliteConnection.ClearAllPools();   // closing the last connection writes everything into the one file
        foreach (var file in Directory.GetFiles(apart, "portal.db*").OrderByDescending(name => name.Length).Where(name => !name.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using (var written = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(written);   // no commit has waited for that
            File.Move(file, Path.Combine(folder, Path.GetFileName(file)));
        }
        Directory.Delete(apart, recursive: true);
    }

    private int People() => configuration.GetValue<int?>(PeopleKey) switch
    {
        null => new CompanyOptions(default).People,
        >= Fewest and <= Most and { } people => people,
        _ => throw new CannotStartException($"{PeopleKey}: give a whole number from {Fewest} to {Most}."),
    };
}
