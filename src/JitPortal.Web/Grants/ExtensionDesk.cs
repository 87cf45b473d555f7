using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Web.SignIn;

namespace JitPortal.Web.Grants;

/// <summary>Asks for more time. Where the policies want a stronger sign-in first, the browser goes for it, and what was asked is filed when it comes back.</summary>
public sealed class ExtensionDesk(CurrentActor me, ExtendGrant extendGrant, SubmitRequest submitRequest, StepUp stepUp)
{
    /// <returns>The refusals of <see cref="ExtendGrant"/>; with <see cref="Refusal.NeedsStepUp"/> the browser is on its way already.</returns>
    public async Task<Outcome<Done>> AskAsync(ExtensionForm extension)
    {
        var actor = await me.ReadAsync(CancellationToken.None);
        var form = await extendGrant.FormAsync(actor, extension, CancellationToken.None);
        if (!form.Succeeded)
            return form.Refusal;
        var asked = await submitRequest.RunAsync(actor, form.Value, CancellationToken.None);
        if (asked.Succeeded)
            return default(Done);
        if (asked.Refusal is not Refusal.NeedsStepUp stronger)
            return asked.Refusal;
        var kept = new KeptAction.Ask(form.Value);
        return await stepUp.BeginAsync(actor, kept, stronger.Level, CancellationToken.None) is { } problem ? new Refusal.Conflict(problem) : stronger;
    }
}
