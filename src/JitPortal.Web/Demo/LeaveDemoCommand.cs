using System.Globalization;
using JitPortal.Domain.Grants;
using JitPortal.Storage;
using JitPortal.Web.Commands;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.Web.Demo;

/// <summary>
/// Puts the demo aside, so that the next start is an empty portal. Nothing is deleted: a log that can be shortened would prove
/// nothing. Refused while the portal runs, and while any access has not ended: it would stay open on its target; and a second time, when it would put a portal aside that is no demo.
/// </summary>
/// <param name="options">Settings such as <c>--Data:Folder=/var/lib/jitportal</c>.</param>
internal sealed class LeaveDemoCommand(string[] options) : Command
{
    /// <summary>Its presence in the data folder means: no demo here any more.</summary>
    public const string Marker = "demo-left";

    private const int Named = 5;

    public override async Task<int> RunAsync()
    {
        try
        {
            return await LeaveAsync(OfflinePortal.Configured(options).Configuration);
        }
        catch (Exception failure) when (CannotStartException.Sentence(failure) is not null || failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The demo could not be left. {CannotStartException.Sentence(failure) ?? failure.Message}");
            return Usage;
        }
    }

    private static async Task<int> LeaveAsync(IConfiguration configuration)
    {
        var folder = configuration[DataFolder.Key]!;
        if (DatabaseChoice.IsPostgres(configuration))
            throw new CannotStartException($"This portal keeps its data on a server ({DatabaseChoice.PostgresKey}): drop that database to leave the demo.");
        if (File.Exists(Path.Combine(folder, Marker)))
            throw new CannotStartException($"It was left before ({Path.Combine(folder, Marker)}), so what is in {folder} now is no demo.");
        DatabaseChoice.MustExist(configuration);
        using (DemoLock.Take(folder) ?? throw new CannotStartException($"The portal runs on {folder}: stop it first."))
        {
            var open = await OpenAsync(DatabaseChoice.Of(configuration, folder));
            if (open.Count > 0)
            {
                await Console.Error.WriteLineAsync($"The demo stays: access has not ended ({string.Join("; ", open)}). Start the portal, give it back or let it end, and try again.");
                return FoundProblem;
            }
            await DemoPostgres.StopLeftAsync(folder, CancellationToken.None);
        }
        var aside = PutAside(folder);
        await Console.Out.WriteLineAsync($"The demo is in {aside} now, and the next start is empty. Delete {Path.Combine(folder, Marker)} to get a new demo.");
        return Fine;
    }

    private static async Task<List<string>> OpenAsync(PortalDbFactory databases)
    {
        await using var db = databases.Create();
        var open = await (
            from g in db.Grants
            where g.State != GrantState.Ended
            join e in db.Entitlements on g.EntitlementId equals e.Id
            join p in db.People on g.PersonId equals p.Id
            orderby g.EndsAt
            select $"{p.Name}: {e.Resource}, {e.Role}").Take(Named).ToListAsync();
        SqliteConnection.ClearAllPools();   // so that the file can be moved with all that belongs to it
        return open;
    }

    private static string PutAside(string folder)
    {
        var aside = Path.Combine(folder, TimeProvider.System.GetUtcNow().ToString("'left-demo-'yyyyMMdd'-'HHmmss", CultureInfo.InvariantCulture));
        var entries = Directory.GetFileSystemEntries(folder).Where(entry => !Path.GetFileName(entry).StartsWith("left-demo-", StringComparison.Ordinal)).ToList();
        Directory.CreateDirectory(aside);
        foreach (var entry in entries)
            Directory.Move(entry, Path.Combine(aside, Path.GetFileName(entry)));
        File.WriteAllText(Path.Combine(folder, Marker), "");
        return aside;
    }
}
