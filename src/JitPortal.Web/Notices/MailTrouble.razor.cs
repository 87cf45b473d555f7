using JitPortal.Application.Notices;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Notices;

/// <summary>What could not be sent by e-mail, for administrators; nothing for auditors.</summary>
public sealed partial class MailTrouble
{
    private MailView? view;
    private string? problem;

    [CascadingParameter]
    public required ViewerClock Clock { get; set; }

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ListFailedMail ListFailedMail { get; init; }

    [Inject] public required SendMailAgain SendMailAgain { get; init; }

    private async Task ReadAsync()
    {
        var read = await ListFailedMail.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None);
        view = read.Succeeded ? read.Value : null;
    }

    private async Task SendAgainAsync(long notice)
    {
        var again = await SendMailAgain.RunAsync(await Me.ReadAsync(CancellationToken.None), notice, CancellationToken.None);
        problem = again.Refusal?.Shown;
        await ReadAsync();
    }
}
