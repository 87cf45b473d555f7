using System.Globalization;
using JitPortal.Application.Audit;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Audit;

/// <summary>What did not go as it should? The span and the kind are in the address.</summary>
public sealed partial class ExceptionsPage
{
    /// <summary>What a page shows; the export has all.</summary>
    private const int Most = 500;
    private static IReadOnlyList<string> Columns => [T("When"), T("What"), T("Who"), T("How"), ""];
    private ExceptionsView? view;
    private string? refusal;
    private (string? Since, string? Until)? read;

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "since")]
    public string? Since { get; set; }

    [SupplyParameterFromQuery(Name = "until")]
    public string? Until { get; set; }

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListExceptions ListExceptions { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    private IReadOnlyList<ExceptionLine> Shown => [.. view!.Lines.Where(line => string.IsNullOrEmpty(Kind) || ExceptionWords.Key(line.Kind) == Kind)];

    private IReadOnlyList<(string Key, string Word)> Kinds =>
    [
        ("", T($"All {view!.Lines.Count}")),
        .. view.Lines.GroupBy(line => line.Kind).OrderBy(same => same.Key)
            .Select(same => (ExceptionWords.Key(same.Key), string.Create(CultureInfo.InvariantCulture, $"{ExceptionWords.Of(same.Key).Word} {same.Count()}"))),
    ];

    private string Answer => view?.Lines.Count switch
    {
        null => T("What did not go as it should?"),
        0 => T("Everything went as it should."),
        1 => T("1 thing did not go as it should."),
        var count => T($"{count} things did not go as they should."),
    };

    private string? Span => view is null ? null : T($"From {Clock.Spoken(view.Since)} until {Clock.Spoken(view.Until)}.");

    private string Total => Shown.Count > Most
        ? T($"The latest {Most} of {Shown.Count} are shown; {view!.Checked} grants were due to end.")
        : T($"{Shown.Count} shown; {view!.Checked} grants were due to end.");

    protected override async Task OnParametersSetAsync()
    {
        if (read is { } known && known != (Since, Until))
            await ReadAsync();
    }

    private async Task ReadAsync()
    {
        read = (Since, Until);
        if ((Unreadable(Since) ?? Unreadable(Until)) is { } unreadable)
        {
            (view, refusal) = (null, T($"“{unreadable}” is not a time. Write for example 2026-11-20T02:00."));
            return;
        }
        var found = await ListExceptions.RunAsync(await Me.ReadAsync(CancellationToken.None), Clock.Parse(Since), Clock.Parse(Until), CancellationToken.None);
        view = found.Succeeded ? found.Value : null;
        refusal = found.Refusal?.Shown;
    }

    private string? Unreadable(string? text) => string.IsNullOrWhiteSpace(text) || Clock.Parse(text) is not null ? null : text;
}
