using System.Diagnostics;
using JitPortal.Application.Catalog;
using JitPortal.Application.Targets;
using JitPortal.Connectors.PostgreSql;
using JitPortal.Connectors.SignedHttp;
using JitPortal.Connectors.SshCa;
using JitPortal.DemoCompany;
using JitPortal.Domain.People;
using JitPortal.Domain.Targets;
using JitPortal.Storage;
using JitPortal.Storage.Secrets;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace JitPortal.Application.Tests.DemoCompany;

/// <summary>A company on a database of its own, with targets that nobody listens on: a call to one of them would fail the history.</summary>
internal sealed class CompanyRun : IAsyncDisposable
{
    private const PortalRole Approver = PortalRole.Requester | PortalRole.Approver;

    private static readonly IReadOnlyList<Colleague> Known =
    [
        new("mira", "Mira Kovač", "engineering", ["engineering", "payments"], PortalRole.Requester),
        new("jon", "Jon Sørli", "engineering", ["engineering", "payments"], PortalRole.Requester),
        new("bo", "Bo Berg", "engineering", ["engineering", "database-owners"], Approver),
        new("ann", "Ann Lowe", "engineering", ["managers", "database-owners"], Approver),
        new("lea", "Lea Pham", "finance", ["finance"], PortalRole.Requester | PortalRole.Auditor),
        new("tove", "Tove Dahl", "it", ["it"], PortalRole.Requester | PortalRole.Administrator),
    ];

    private readonly TestDatabase database;

    private CompanyRun(TestDatabase database) => this.database = database;

    public PortalDbFactory Databases => database.Factory();

    public KeyRing Keys { get; } = KeyRing.Ephemeral();

    public TimeSpan Took { get; private set; }

    public static async Task<CompanyRun> FoundAsync(DatabaseKind kind, CompanyOptions options)
    {
        var run = new CompanyRun(await TestDatabase.CreateAsync(kind));
        var started = Stopwatch.GetTimestamp();
        if (!await run.FoundAsync(options))
            throw new InvalidOperationException("The portal is not empty.");
        run.Took = Stopwatch.GetElapsedTime(started);
        return run;
    }

    public async Task<bool> FoundAsync(CompanyOptions options)
    {
        using var postgres = new PostgreSqlKind(TimeProvider.System);
        using var http = new SignedHttpKind(TimeProvider.System);
        IConnectorKind[] kinds = [postgres, http, new SshCaKind(TimeProvider.System)];
        return await new Company(database.Factory(), Keys, Path.Combine(database.Folder, "spool"), kinds).FoundAsync(options, GroundAsync, CancellationToken.None);
    }

    public async Task<T> ReadAsync<T>(Func<PortalDb, Task<T>> read)
    {
        await using var db = Databases.Create();
        return await read(db);
    }

    /// <summary>What happened, without the ids, which are drawn anew each time.</summary>
    public Task<List<string>> FactsAsync() => ReadAsync(async db =>
    {
        var rows = await (
            from r in db.Requests
            join p in db.People on r.RequesterId equals p.Id
            join e in db.Entitlements on r.EntitlementId equals e.Id
            from g in db.Grants.Where(g => g.RequestId == r.Id).DefaultIfEmpty()
            orderby r.Number
            select new { r.Number, r.FiledAt, p.Name, e.Resource, e.Role, r.Asked, r.Allowed, r.Reason, r.State, r.DecidedAt, End = g == null ? null : g.EndReason, Votes = db.Decisions.Count(d => d.RequestId == r.Id) }).ToListAsync();
        return rows.Select(r => r.ToString()!).ToList();
    });

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task<CompanyGround> GroundAsync(IServiceProvider services, CancellationToken ct)
    {
        var databases = await AddAsync("orders-pg", "postgresql", """{"host":"127.0.0.1","port":1,"database":"orders","user":"jit"}""");
        var hosts = await AddAsync("edge-hosts", "ssh-ca", """{"krlPath":"/nowhere/krl"}""");
        var office = await AddAsync("orders-back-office", "signed-http", """{"url":"http://127.0.0.1:1/access","networks":["127.0.0.1/32"]}""");
        _ = (await services.GetRequiredService<AddEntitlement>().RunAsync(
            Actor.Portal, new(databases, "orders-db", "Write", "Changes orders.", """{"role":"orders_write","mode":"ephemeral"}""", ["sensitive"]), ct)).Value;
        return new CompanyGround(new CompanyTargets(databases, hosts, office), "http://issuer.test/", Known);

        async Task<TargetId> AddAsync(string name, string kind, string settings) =>
            (await services.GetRequiredService<AddTarget>().RunAsync(Actor.Portal, new TargetForm(name, kind, settings, null), ct)).Value;
    }
}
