using System.Globalization;
using JitPortal.Application.Grants;
using JitPortal.Application.Notices;
using JitPortal.Domain.Grants;
using JitPortal.Domain.Notices;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Audit;
using JitPortal.Storage.Grants;
using JitPortal.Storage.Notices;
using JitPortal.Storage.Requests;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.TestKit.Lists;

/// <summary>
/// One request as people live it, asked for, agreed to by one of two who were told, opened and given back, and as many copies of its rows as a portal collects in
/// years: a second apart, on 40 entitlements, half of them of one person.
/// </summary>
public sealed class ManyRows(TestPortal portal, TestDatabase database, Scene scene, int count)
{
    internal const int Entitlements = 40;

    /// <summary>One request in so many has the rare word in its reason.</summary>
    internal const int Rare = 5_000;

    private const int Requests = 1;
    private const int Grants = 2;

    /// <summary>Takes some seconds for a hundred thousand.</summary>
    public async Task AddAsync()
    {
        var request = await Scene.Must(scene.AskAsync(scene.Mira, scene.Asks, TimeSpan.FromMinutes(30), "Requeue refunds that are stuck"));
        await portal.Get<TellPeople>().RunAsync(CancellationToken.None);
        await Scene.Must(scene.ApproveAsync(scene.Bo, request));
        await scene.OpenDueAsync();
        var grant = await scene.GrantOfAsync(request);
        await Scene.Must(portal.Get<GiveBackGrant>().RunAsync(scene.Mira, new GrantId(grant.Id), CancellationToken.None));
        await scene.RevokeDueAsync();
        await PickAsync();
        await CopyAsync(request);
        await database.ExecuteAsync("analyze");
    }

    /// <summary>Which entitlement and whose: the row with the number that is left of <c>i</c>.</summary>
    private async Task PickAsync()
    {
        List<string> picks = [];
        foreach (var i in Enumerable.Range(0, Entitlements))
        {
            var what = await Scene.EntitlementAsync(portal, scene.Target, string.Create(CultureInfo.InvariantCulture, $"shop-{i:00}"), "Write", "ephemeral:write");
            var who = i % 2 == 0 ? scene.Mira.Id : (i % 4 == 1 ? scene.Jon : scene.Tove).Id;
            picks.Add(string.Create(CultureInfo.InvariantCulture, $"({i}, {Literal(what.Value)}, {Literal(who.Value)})"));
        }
        var id = database.Kind == DatabaseKind.Sqlite ? "text" : "uuid";
        await database.ExecuteAsync($"create table picks (k int primary key, what {id} not null, who {id} not null)");
        await database.ExecuteAsync($"insert into picks values {string.Join(", ", picks)}");
    }

    private async Task CopyAsync(RequestId like)
    {
        var say = Dialect.Of(database.Kind);
        var request = say.Id(Requests);
        await CopyAsync<RequestRow>($"\"Id\" = {Literal(like.Value)}", new(StringComparer.Ordinal)
        {
            ["Id"] = request,
            ["Number"] = "1000 + i",
            ["EntitlementId"] = "p.what",
            ["RequesterId"] = "p.who",
            ["ResponsibleId"] = "p.who",
            ["FiledAt"] = say.Later("t.\"FiledAt\""),
            ["DecidedAt"] = say.Later("t.\"DecidedAt\""),
            ["Reason"] = $"case when i % {Rare} = 8 then 'Find the needle' else t.\"Reason\" end",
        });
        await CopyAsync<DecisionRow>($"\"RequestId\" = {Literal(like.Value)}", new(StringComparer.Ordinal)
        {
            ["RequestId"] = request,
            ["RequesterId"] = "p.who",
            ["ResponsibleId"] = "p.who",
            ["At"] = say.Later("t.\"At\""),
        });
        await CopyAsync<GrantRow>($"\"RequestId\" = {Literal(like.Value)}", new(StringComparer.Ordinal)
        {
            ["Id"] = say.Id(Grants),
            ["RequestId"] = request,
            ["EntitlementId"] = "p.what",
            ["PersonId"] = "p.who",
            ["Principal"] = "'jit_' || i",
            ["IntendedAt"] = say.Later("t.\"IntendedAt\""),
            ["ActiveAt"] = say.Later("t.\"ActiveAt\""),
            ["EndsAt"] = say.Later("t.\"EndsAt\""),
            ["RevokingAt"] = say.Later("t.\"EndsAt\""),
            ["EndedAt"] = say.Later("t.\"EndsAt\""),
        });
        await using var db = portal.Databases.Create();
        var told = await db.Notices.MaxAsync(n => n.Number);
        await CopyAsync<NoticeRow>($"\"RequestId\" = {Literal(like.Value)} and \"PersonId\" = {Literal(scene.Ann.Id.Value)} and \"Kind\" = {(int)NoticeKind.RequestWaits}", new(StringComparer.Ordinal)
        {
            ["Number"] = $"{told} + i",
            ["Occasion"] = "'copy:' || i",
            ["RequestId"] = request,
        });
        var last = await db.Audit.MaxAsync(a => a.Sequence);
        await CopyAsync<AuditRow>($"\"Sequence\" = {last}", new(StringComparer.Ordinal) { ["Sequence"] = $"{last} + i", ["RequestId"] = request, ["At"] = say.Later("t.\"At\"") });
    }

    private async Task CopyAsync<TRow>(string like, Dictionary<string, string> changed)
        where TRow : class
    {
        await using var db = portal.Databases.Create();
        var table = db.Model.FindEntityType(typeof(TRow))!;
        var columns = table.GetProperties().Select(p => p.Name).ToList();
        var values = columns.Select(c => changed.GetValueOrDefault(c, $"t.\"{c}\""));
        var name = table.GetTableName();
        var sql = $"""
            insert into {name} ({string.Join(", ", columns.Select(c => $"\"{c}\""))})
            with recursive n(i) as (select 1 union all select i + 1 from n where i < {count})
            select {string.Join(", ", values)} from (select * from {name} where {like}) t cross join n join picks p on p.k = n.i % {Entitlements}
            """;
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    private string Literal(Guid id) => database.Kind == DatabaseKind.Sqlite ? $"'{id.ToString().ToUpperInvariant()}'" : $"'{id}'::uuid";
}
