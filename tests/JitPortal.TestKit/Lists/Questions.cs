using System.Data.Common;
using System.Globalization;
using JitPortal.Application.Approvals;
using JitPortal.Application.Audit;
using JitPortal.Application.Requests;
using JitPortal.Domain.Catalog;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;
using JitPortal.TestKit.Portal;
using Microsoft.EntityFrameworkCore;

namespace JitPortal.TestKit.Lists;

/// <summary>What lists are asked: any page of one's requests however deep, a search in them, who had a resource, and any page of the log.</summary>
public sealed class Questions(TestPortal portal, DbConnection connection, DatabaseKind kind, Scene scene, int count)
{
    private const int Page = 50;
    private const string Resource = "shop-20";

    private static readonly string Summaries = """
        select r."Id", r."Number", r."EntitlementId", e."Resource", e."Role", t."Name", t."Kind", r."RequesterId", p."Name", r."State", r."Asked", r."Reason", r."FiledAt", r."LapsesAt", g."Id", g."State", r."ExtendsGrantId"
        from requests r join entitlements e on e."Id" = r."EntitlementId" join targets t on t."Id" = e."TargetId" join people p on p."Id" = r."RequesterId" left join grants g on g."RequestId" = r."Id"
        where r."RequesterId" = @who and r."Number" < @before
        """;

    public async Task<IReadOnlyList<Question>> AllAsync() =>
    [
        await RequestsAsync("page, first", count, null),
        await RequestsAsync("page, in the middle", count / 2, null),
        await RequestsAsync("page, last", 200, null),
        await RequestsAsync("search, common word", count, "Refunds"),
        await RequestsAsync("search, rare word", count, "Needle"),
        await WhoAsync(),
        Decided("decided by the reader", scene.Bo),
        Decided("decided by others", scene.Ann),
        await LogAsync("log, first", count),
        await LogAsync("log, in the middle", count / 2),
    ];

    private async Task<Question> RequestsAsync(string name, int before, string? text)
    {
        await using var db = portal.Databases.Create();
        var next = await db.Requests.Where(r => r.RequesterId == scene.Mira.Id.Value && r.Number > 1_000 + before - ManyRows.Entitlements).OrderBy(r => r.Number).Select(r => r.Id).FirstAsync();
        var after = (await portal.Get<ReadRequest>().RunAsync(scene.Mira, new RequestId(next), CancellationToken.None)).Value.Summary;
        var list = portal.Get<ListRequests>();
        var found = text is null ? "" : """and (lower(r."Reason") like @text or lower(e."Resource") like @text or lower(e."Role") like @text)""";
        var command = Command($"""{Summaries} {found} order by r."Number" desc limit {Page}""");
        Set(command, "who", scene.Mira.Id.Value);
        Set(command, "before", long.Parse(after.Number.AsSpan("REQ-".Length), NumberStyles.None, CultureInfo.InvariantCulture));
        if (text is not null)
            Set(command, "text", $"%{text.ToLowerInvariant()}%");
        return new Question(
            name,
            async () => await list.RunAsync(scene.Mira, new RequestFilter(RequestStage.Any, text), after, Page, CancellationToken.None),
            () => ReadAsync(command, Summary));
    }

    private RequestSummary Summary(DbDataReader row) => new(
        new RequestId(row.GetGuid(0)), string.Create(CultureInfo.InvariantCulture, $"REQ-{row.GetInt64(1)}"), new EntitlementId(row.GetGuid(2)), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
        new PersonId(row.GetGuid(7)), row.GetString(8), (RequestState)row.GetInt32(9), TimeSpan.FromMilliseconds(row.GetInt64(10)), row.GetString(11), Instant(row, 12), row.IsDBNull(13) ? null : Instant(row, 13),
        row.IsDBNull(14) ? null : new GrantId(row.GetGuid(14)), row.IsDBNull(15) ? null : (GrantState)row.GetInt32(15), row.IsDBNull(16) ? null : new GrantId(row.GetGuid(16)));

    private DateTimeOffset Instant(DbDataReader row, int column) =>
        kind == DatabaseKind.Sqlite ? DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column)) : row.GetFieldValue<DateTimeOffset>(column);

    private async Task<Question> WhoAsync()
    {
        await using var db = portal.Databases.Create();
        var at = (await db.Requests.Where(r => r.Number == 1_000 + (count / 2)).Select(r => r.FiledAt).SingleAsync()).AddSeconds(1);
        var who = portal.Get<WhoHad>();
        var had = Command("""
            select r."Number", p."Name", e."Role", r."Reason", a."Name"
            from entitlements e join grants g on g."EntitlementId" = e."Id" join requests r on r."Id" = g."RequestId" join people p on p."Id" = g."PersonId"
              left join decisions d on d."RequestId" = r."Id" and d."Approves" left join people a on a."Id" = d."ApproverId"
            where e."Resource" = @resource and g."IntendedAt" <= @at and (g."EndedAt" is null or g."EndedAt" > @at or g."ResidualUntil" > @at or g."Evidence" = 6) and g."Evidence" <> @never
            order by g."IntendedAt" limit 500
            """);
        Set(had, "resource", Resource);
        Set(had, "at", kind == DatabaseKind.Sqlite ? at.ToUnixTimeMilliseconds() : at);
        Set(had, "never", (int)EvidenceKind.NeverOpened);
        var seen = Command("""select count(*) from grants where "EntitlementId" in (select "Id" from entitlements where "Resource" = @resource)""");
        Set(seen, "resource", Resource);
        var total = Total();
        return new Question(
            "who had what",
            async () => (await who.RunAsync(scene.Tove, Resource, null, at, WhoHad.OnePage, CancellationToken.None)).Value is var view
                ? [.. view.Rows.Select(r => $"{r.Number} {r.Holder} {r.Role} {r.Reason} {string.Join(", ", r.Agreed.Select(a => a.Name))}"), Number(view.Checked), Words(view.Log)]
                : [],
            async () =>
            [
                .. await ReadAsync(had, r => string.Create(CultureInfo.InvariantCulture, $"REQ-{r.GetInt64(0)} {r.GetString(1)} {r.GetString(2)} {r.GetString(3)} {(r.IsDBNull(4) ? "" : r.GetString(4))}")),
                .. await ReadAsync(seen, r => Number(r.GetInt64(0))),
                .. await ReadAsync(total, r => string.Create(CultureInfo.InvariantCulture, $"{r.GetInt64(0)} from {r.GetInt64(1)} to {r.GetInt64(2)}")),
            ]);
    }

    /// <summary>Bo has agreed to all of them, and Ann was asked as well.</summary>
    private Question Decided(string name, Actor reader)
    {
        var list = portal.Get<ListDecided>();
        var command = Command($"""
            select r."Number", p."Name", a."Name"
            from requests r join people p on p."Id" = r."RequesterId" join decisions d on d."RequestId" = r."Id" join people a on a."Id" = d."ApproverId"
            where d."ApproverId" = @who or (r."DecidedAt" is not null and exists (select 1 from notices n where n."RequestId" = r."Id" and n."PersonId" = @who and n."Kind" in (1, 2, 4)))
            order by case when d."ApproverId" = @who then d."At" else r."DecidedAt" end desc, r."Id" desc limit {Page}
            """);
        Set(command, "who", reader.Id.Value);
        return new Question(
            name,
            async () => [.. (await list.RunAsync(reader, DecidedFilter.All, null, Page, CancellationToken.None)).Items.Select(i => $"{i.Request.Number} {i.Request.Requester} {string.Join(", ", i.Votes.Select(v => v.By))}")],
            () => ReadAsync(command, r => string.Create(CultureInfo.InvariantCulture, $"REQ-{r.GetInt64(0)} {r.GetString(1)} {r.GetString(2)}")));
    }

    private Task<Question> LogAsync(string name, long before)
    {
        var log = portal.Get<BrowseAudit>();
        var page = Command($"""
            select a."Sequence", a."Type", coalesce(n."Name", ''), coalesce(p."Name" || ': ' || e."Resource" || ', ' || e."Role", '')
            from audit a left join people n on n."Id" = a."ActorId" left join requests r on r."Id" = a."RequestId" left join entitlements e on e."Id" = r."EntitlementId" left join people p on p."Id" = r."RequesterId"
            where a."Sequence" < @before order by a."Sequence" desc limit {Page}
            """);
        Set(page, "before", before);
        var total = Total();
        return Task.FromResult(new Question(
            name,
            async () => (await log.RunAsync(scene.Tove, null, before, Page, CancellationToken.None)).Value is var view ? [.. view.Lines.Select(l => $"{l.Sequence} {l.Type} {l.Actor} {l.About}"), Words(view.Log)] : [],
            async () =>
            [
                .. await ReadAsync(page, r => string.Create(CultureInfo.InvariantCulture, $"{r.GetInt64(0)} {r.GetString(1)} {r.GetString(2)} {r.GetString(3)}")),
                .. await ReadAsync(total, r => string.Create(CultureInfo.InvariantCulture, $"{r.GetInt64(0)} from {r.GetInt64(1)} to {r.GetInt64(2)}")),
            ]));
    }

    private DbCommand Total() => Command("""select count(*), min("Sequence"), max("Sequence") from audit""");

    private static string Words(ControlTotal log) => string.Create(CultureInfo.InvariantCulture, $"{log.Records} from {log.First} to {log.Last}");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void Set(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = kind == DatabaseKind.Sqlite && value is Guid id ? id.ToString().ToUpperInvariant() : value is DateTimeOffset at ? at.ToUniversalTime() : value;
        command.Parameters.Add(parameter);
    }

    private static async Task<IReadOnlyList<object>> ReadAsync(DbCommand command, Func<DbDataReader, object> line)
    {
        List<object> lines = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            lines.Add(line(reader));
        return lines;
    }
}
