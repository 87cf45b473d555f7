using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using JitPortal.Application.Audit;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Web.Shell;

namespace JitPortal.Web.Audit;

/// <summary>The lists that can be taken out, as rows of text. Every instant is in UTC and says so.</summary>
internal sealed class ExportLists(ListAudit listAudit, WhoHad whoHad, ListExceptions listExceptions)
{
    private static readonly string[] EventColumns = ["sequence", "at", "type", "actorId", "actor", "request", "grant", "facts", "link"];
    private static readonly string[] WhoColumns =
        ["holder", "workload", "role", "reason", "request", "grant", "from", "due", "ended", "residualUntil", "endReason", "evidence", "evidenceWords", "agreed"];
    private static readonly string[] ExceptionColumns = ["kind", "at", "who", "what", "request", "words", "sequence"];

    public async Task<Outcome<ExportList>> OpenAsync(Actor actor, ExportAsked asked, CancellationToken ct) => asked.What switch
    {
        "who" => await WhoAsync(actor, asked, ct),
        "exceptions" => await ExceptionsAsync(actor, asked, ct),
        _ => new ExportList(EventColumns, log => EventsAsync(actor, asked.Text("kind"), log.Last, ct)),
    };

    private async IAsyncEnumerable<IReadOnlyList<string?>> EventsAsync(Actor actor, string? kind, long last, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var after = 0L; after < last;)
        {
            var page = await listAudit.RunAsync(actor, new AuditQuery(after, ListAudit.Most) { Kind = kind }, ct);
            foreach (var entry in page.Value.TakeWhile(entry => entry.Sequence <= last))
                yield return Event(entry);
            if (page.Value.Count < ListAudit.Most)
                yield break;
            after = page.Value[^1].Sequence;
        }
    }

    private static string?[] Event(AuditEntry entry) =>
    [
        entry.Sequence.ToString(CultureInfo.InvariantCulture), Instant(entry.At), entry.Type, entry.ActorId?.ToString(), entry.Actor,
        entry.Request?.ToString(), entry.Grant?.ToString(), JsonSerializer.Serialize(entry.Facts), entry.Link,
    ];

    private async Task<Outcome<ExportList>> WhoAsync(Actor actor, ExportAsked asked, CancellationToken ct)
    {
        var at = ViewerClock.Utc.Parse(asked.Text("at"));
        var had = await whoHad.RunAsync(actor, asked.Text("resource") ?? "", asked.Text("role"), at, most: null, ct);
        return had.Match<Outcome<ExportList>>(
            view => new ExportList(WhoColumns, _ => view.Rows.Select(Who).ToAsyncEnumerable()),
            refusal => refusal);
    }

    private static IReadOnlyList<string?> Who(WhoHadRow row) =>
    [
        row.Holder, row.IsWorkload ? "yes" : "no", row.Role, row.Reason, row.Number, row.Grant.ToString(), Instant(row.From), Instant(row.EndsAt), Instant(row.EndedAt), Instant(row.ResidualUntil),
        row.EndReason?.ToString(), row.EndedAt is null ? null : row.Evidence.ToString(), row.EvidenceWords, string.Join("; ", row.Agreed.Select(a => $"{a.Name} {Instant(a.At)}")),
    ];

    private async Task<Outcome<ExportList>> ExceptionsAsync(Actor actor, ExportAsked asked, CancellationToken ct)
    {
        var found = await listExceptions.RunAsync(actor, ViewerClock.Utc.Parse(asked.Text("since")), ViewerClock.Utc.Parse(asked.Text("until")), ct);
        var kind = asked.Text("kind");
        if (found is { Succeeded: true, Value.Cut: true })
            return new Refusal.Invalid("since", "The span holds more than one file takes. Take out a shorter one.");
        return found.Match<Outcome<ExportList>>(
            view => new ExportList(ExceptionColumns, _ => view.Lines.Where(line => kind is null || ExceptionWords.Key(line.Kind) == kind).Select(Exception).ToAsyncEnumerable()),
            refusal => refusal);
    }

    private static IReadOnlyList<string?> Exception(ExceptionLine line) =>
        [ExceptionWords.Key(line.Kind), Instant(line.At), line.Who, line.What, line.Request?.ToString(), line.Words, line.Sequence?.ToString(CultureInfo.InvariantCulture)];

    private static string? Instant(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <param name="Rows">As they come; each has a text, or nothing, for every column. Given the log as it stands in the total: of events, what is recorded later is not in the file.</param>
internal sealed record ExportList(IReadOnlyList<string> Columns, Func<ControlTotal, IAsyncEnumerable<IReadOnlyList<string?>>> Rows);
