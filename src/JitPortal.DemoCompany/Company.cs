using JitPortal.Application;
using JitPortal.Application.Catalog;
using JitPortal.Application.Policies;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Secrets;
using JitPortal.Storage.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JitPortal.DemoCompany;

/// <summary>
/// "Nordlys Handel": a made-up company whose people have used an empty portal for some weeks. All of it goes through the
/// portal's own use cases, jobs and policies, under a clock that is moved through the past; only the targets are not called.
/// </summary>
/// <param name="spoolFolder">As for <see cref="ApplicationSetup.AddApplication"/>.</param>
/// <param name="kinds">The kinds of target the portal knows. Rights are checked by them, and nothing else.</param>
public sealed class Company(PortalDbFactory databases, KeyRing keys, string spoolFolder, IReadOnlyList<IConnectorKind> kinds)
{
    /// <summary>Makes the database, if there is none yet, as of the start of the history, and lives through it.</summary>
    /// <param name="found">
    /// Makes targets and those who can sign in known with the use cases it is given, as on the first day of the portal.
    /// </param>
    /// <returns><see langword="false"/> where the portal is in use already: then nothing is changed.</returns>
    public async Task<bool> FoundAsync(CompanyOptions options, Func<IServiceProvider, CancellationToken, Task<CompanyGround>> found, CancellationToken ct)
    {
        var clock = new HistoryClock(options.Start);
        var outage = new HistoryOutage();
        await using var services = Wire(clock, outage);
        await services.GetRequiredService<DatabasePreparation>().RunAsync(ct);
        await using (var db = databases.Create())
        {
            if (await db.People.AnyAsync(ct) || await db.Targets.AnyAsync(ct))
                return false;
        }

        var ground = await found(services, ct);
        await AddCatalogueAsync(services, ground, ct);
        await LiveAsync(services, clock, outage, options, ground, ct);
        await PassOverAsync(ct);
        return true;
    }

    /// <summary>Nobody is told of what was made up: notices begin after it.</summary>
    private async Task PassOverAsync(CancellationToken ct)
    {
        await using var db = databases.Create();
        var last = await db.AuditHead.Select(h => h.Sequence).SingleAsync(ct);
        await db.NoticeCursor.ExecuteUpdateAsync(s => s.SetProperty(c => c.Sequence, last), ct);
    }

    private static async Task LiveAsync(
        IServiceProvider services, HistoryClock clock, HistoryOutage outage, CompanyOptions options, CompanyGround ground, CancellationToken ct)
    {
        var dice = new Dice(options.Seed);
        var staff = CompanyStaff.Of(dice, options.People, ground.Known);
        var agenda = new Agenda(clock);
        var attendance = ActivatorUtilities.CreateInstance<Attendance>(services, ground);
        var lives = ActivatorUtilities.CreateInstance<Lives>(services, agenda, dice, options, ground, attendance);
        var decisions = ActivatorUtilities.CreateInstance<Decisions>(services, agenda, dice, options, staff, attendance, lives);
        var filing = ActivatorUtilities.CreateInstance<Filing>(services, attendance, decisions, lives);
        var incident = ActivatorUtilities.CreateInstance<IncidentNight>(services, agenda, staff, attendance, filing);
        var owners = ActivatorUtilities.CreateInstance<CompanyOwners>(services, staff, ground, attendance);
        await ActivatorUtilities.CreateInstance<History>(services, agenda, dice, options, ground, staff, outage, attendance, filing, incident, owners).RunAsync(ct);
    }

    private static async Task AddCatalogueAsync(IServiceProvider services, CompanyGround ground, CancellationToken ct)
    {
        foreach (var form in CompanyCatalogue.Of(ground.Targets))
            _ = (await services.GetRequiredService<AddEntitlement>().RunAsync(Actor.Portal, form, ct)).Value;
        foreach (var policy in CompanyPolicies.AtFoundation())
            _ = (await services.GetRequiredService<PublishPolicy>().RunAsync(Actor.Portal, policy, ct)).Value;
    }

    /// <summary>A portal of its own on the same database: what is registered first wins over the portal's own clock and kinds.</summary>
    private ServiceProvider Wire(HistoryClock clock, HistoryOutage outage)
    {
        var wiring = new ServiceCollection();
        wiring.AddLogging(log => log.SetMinimumLevel(LogLevel.None));   // a target that is down on purpose is no news
        wiring.AddSingleton<TimeProvider>(clock);
        wiring.AddSingleton(new DatabaseClock(databases, clock));
        wiring.AddSingleton(s => new DatabasePreparation(databases, keys, s.GetRequiredService<Installation>(), clock));
        foreach (var kind in kinds)
            wiring.AddSingleton<IConnectorKind>(new HistoryKind(kind, outage));
        wiring.AddStorage(databases, keys);
        wiring.AddApplication(spoolFolder);
        return wiring.BuildServiceProvider();
    }
}

/// <summary>What stands before the company's history begins.</summary>
/// <param name="Issuer">That states who everybody is.</param>
/// <param name="Known">Those who can sign in; the last of them looks after the portal and answers for the workloads.</param>
public sealed record CompanyGround(CompanyTargets Targets, string Issuer, IReadOnlyList<Colleague> Known);
