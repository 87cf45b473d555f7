using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Web.SignIn;

namespace JitPortal.Web.Grants;

/// <summary>Asks for more time. Where the policies want a stronger sign-in first, the browser goes for it, and what was asked is filed when it comes back.</summary>
public sealed class ExtensionDesk(CurrentActor me, ExtendGrant extendGrant, StepUp stepUp)
{
    /// <returns>The refusals of <see cref="ExtendGrant"/>; with <see cref="Refusal.NeedsStepUp"/> the browser is on its way already.</returns>
    public async Task<Outcome<Done>> AskAsync(GrantView grant, TimeSpan by, string reason)
    {
        var actor = await me.ReadAsync(CancellationToken.None);
        var asked = await extendGrant.RunAsync(actor, grant.Id, by, reason, CancellationToken.None);
        if (asked.Succeeded)
            return default(Done);
        if (asked.Refusal is not Refusal.NeedsStepUp stronger)
            return asked.Refusal;
        var kept = new KeptAction.Ask(new RequestForm(grant.Entitlement, by, reason, Extends: grant.Id));
        return await stepUp.BeginAsync(actor, kept, stronger.Level, CancellationToken.None) is { } problem ? new Refusal.Conflict(problem) : stronger;
    }
}
