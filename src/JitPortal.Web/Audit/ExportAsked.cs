using JitPortal.Application.Audit;
using JitPortal.Domain;
using JitPortal.Web.Shell;

namespace JitPortal.Web.Audit;

/// <summary>
/// Which list is to be taken out, and what narrows it down. Whatever is not understood is refused: a file must not answer another
/// question than was asked, and the log notes the question.
/// </summary>
/// <param name="What">"events", "who" or "exceptions".</param>
/// <param name="Filter">The query as it came, for the note in the log.</param>
internal sealed record ExportAsked(string What, string Format, string Filter, IQueryCollection Query)
{
    public const string Csv = "csv";
    private const string JsonLinesFormat = "jsonl";
    private const int LongestNote = 500;
    private static readonly string[] Instants = ["at", "since", "until"];

    private static readonly Dictionary<string, string[]> Filters = new(StringComparer.Ordinal)
    {
        ["events"] = ["kind"],
        ["who"] = ["resource", "role", "at"],
        ["exceptions"] = ["kind", "since", "until"],
    };

    public static Outcome<ExportAsked> Of(IQueryCollection query, IFormCollection form)
    {
        var (what, format) = (query["what"].ToString(), form["format"].ToString());
        if (!Filters.TryGetValue(what, out var filters))
            return new Refusal.Invalid("what", "Say “events”, “who” or “exceptions”.");
        if (format is not (Csv or JsonLinesFormat))
            return new Refusal.Invalid("format", "Say “csv” or “jsonl”.");
        var narrowed = query.Where(q => q.Key != "what").ToList();
        if (narrowed.Select(q => q.Key).FirstOrDefault(name => !filters.Contains(name)) is { } stray)
            return new Refusal.Invalid(stray, $"“{stray}” does not narrow down “{what}”. It takes {string.Join(", ", filters)}.");
        if (Instants.FirstOrDefault(name => query[name].ToString() is { Length: > 0 } text && ViewerClock.Utc.Parse(text) is null) is { } unread)
            return new Refusal.Invalid(unread, $"“{unread}” is not a time. Write for example 2026-11-20T02:00, in UTC, or 2026-11-20T03:00+01:00.");
        if (query["kind"].ToString() is { Length: > 0 } kind && !IsKind(what, kind))
            return new Refusal.Invalid("kind", $"“{kind}” is no kind of “{what}”.");
        var filter = string.Join('&', narrowed.Select(q => $"{q.Key}={q.Value}"));
        return new ExportAsked(what, format, filter.Length > LongestNote ? filter[..LongestNote] : filter, query);
    }

    public string? Text(string name) => Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static bool IsKind(string what, string kind) =>
        what == "events" ? EventWords.BeginsAny(kind) : Enum.GetValues<ExceptionKind>().Any(known => ExceptionWords.Key(known) == kind);
}
