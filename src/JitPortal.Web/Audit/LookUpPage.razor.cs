using JitPortal.Application.Audit;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Audit;

/// <summary>Whose login was that?</summary>
public sealed partial class LookUpPage
{
    private static IReadOnlyList<string> Columns => [T("Who, what"), T("Found by"), T("From, to"), T("Why"), T("Evidence of the end")];
    private TraceView? view;
    private string? refusal;

    [SupplyParameterFromQuery(Name = "trace")]
    public string? Trace { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required LookUpTrace LookUpTrace { get; init; }

    private string Answer => view switch
    {
        null => T("Whose login was that?"),
        { Rows.Count: 0 } => T($"Nobody's: {view.Trace} is not known."),
        { Rows: [var only] } => T($"{only.Holder.Name} had it."),
        { Rows: var rows } => T($"It belongs to {rows.Count} grants of {People(rows)}."),
    };

    private static string People(IReadOnlyList<TraceRow> rows)
    {
        var people = rows.Select(row => row.Holder).DistinctBy(holder => holder.Id).ToList();
        return people.Count == 1 ? people[0].Name : T($"{people.Count} people");
    }

    private static string Matched(TraceKind kind) => kind switch
    {
        TraceKind.Login => T("Login"),
        TraceKind.Serial => T("Certificate serial"),
        TraceKind.KeyId => T("Key id"),
        TraceKind.Request => T("Request"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    private async Task ReadAsync()
    {
        if (string.IsNullOrWhiteSpace(Trace))
            return;
        var found = await LookUpTrace.RunAsync(await Me.ReadAsync(CancellationToken.None), Trace, CancellationToken.None);
        view = found.Succeeded ? found.Value : null;
        refusal = found.Refusal?.Shown;
    }
}
