using JitPortal.Application.Approvals;
using JitPortal.Application.People;
using JitPortal.Domain;
using JitPortal.Domain.People;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Approvals;

/// <summary>Who decides while I am away, and for whom do I?</summary>
public sealed partial class AwayPage
{
    private AwayView? view;
    private IReadOnlyList<ColleagueEntry> colleagues = [];
    private IReadOnlyList<FieldError> errors = [];
    private string chosen = "";
    private string from = "";
    private string until = "";
    private string? problem;
    private readonly OneAtATime busy = new();

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required GoAway GoAway { get; init; }

    [Inject] public required ComeBack ComeBack { get; init; }

    [Inject] public required ReadAway ReadAway { get; init; }

    [Inject] public required ListColleagues ListColleagues { get; init; }

    private async Task ReadAsync()
    {
        var me = await Me.ReadAsync(CancellationToken.None);
        view = await ReadAway.RunAsync(me, CancellationToken.None);
        if (colleagues.Count == 0)
            colleagues = [.. (await ListColleagues.RunAsync(me, CancellationToken.None)).Where(colleague => colleague.Id != me.Id)];
    }

    private async Task GoAsync()
    {
        (errors, problem) = ([], null);
        if (!Guid.TryParse(chosen, out var standIn))
            errors = [new FieldError("delegate", Both("Choose who votes in your seat."))];
        if (from.Length > 0 && Clock.Parse(from) is null)
            errors = [.. errors, new FieldError("from", Both("Say from when, or leave it empty for now."))];
        if (Clock.Parse(until) is not { } end)
            errors = [.. errors, new FieldError("until", Both("Say until when."))];
        else if (errors.Count == 0)
            await SendAsync(new AwayForm(new PersonId(standIn), Clock.Parse(from), end));
    }

    private Task SendAsync(AwayForm form) => busy.RunAsync(async () =>
    {
        var gone = await GoAway.RunAsync(await Me.ReadAsync(CancellationToken.None), form, CancellationToken.None);
        errors = gone.Refusal is Refusal.Invalid invalid ? invalid.Errors : [];
        problem = errors.Count == 0 ? gone.Refusal?.Shown : null;
        if (gone.Succeeded)
            (chosen, from, until) = ("", "", "");
        await ReadAsync();
    });

    private async Task ComeBackAsync(Absence absence)
    {
        var back = await ComeBack.RunAsync(await Me.ReadAsync(CancellationToken.None), absence.Id, CancellationToken.None);
        problem = back.Refusal?.Shown;
        await ReadAsync();
    }

    private static string Typed(ChangeEventArgs typed) => typed.Value as string ?? "";

    private string? Error(string field) => errors.FirstOrDefault(error => error.Field == field)?.Shown;
}
