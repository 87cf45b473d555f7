using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Time;
using JitPortal.Web.SignIn;

namespace JitPortal.Web.Grants;

/// <summary>Asks for more time. Where the policies want a stronger sign-in first, the answer carries what can be kept until then.</summary>
public sealed class ExtensionDesk(CurrentActor me, ExtendGrant extendGrant, SubmitRequest submitRequest)
{
    public async Task<ExtensionAnswer> AskAsync(ExtensionForm extension)
    {
        var actor = await me.ReadAsync(CancellationToken.None);
        var form = await extendGrant.FormAsync(actor, extension, CancellationToken.None);
        if (!form.Succeeded)
            return new ExtensionAnswer(extension, form.Refusal);
        var asked = await submitRequest.RunAsync(actor, form.Value, CancellationToken.None);
        return new ExtensionAnswer(extension, asked.Refusal, asked.Refusal is Refusal.NeedsStepUp ? new KeptAction.Ask(form.Value) : null);
    }
}

/// <param name="Asked">What was asked for.</param>
/// <param name="Refusal"><see langword="null"/> where it has been filed; the refusals of <see cref="ExtendGrant"/>.</param>
/// <param name="Kept">With <see cref="Refusal.NeedsStepUp"/> what is done once the sign-in was given.</param>
public sealed record ExtensionAnswer(ExtensionForm Asked, Refusal? Refusal, KeptAction? Kept = null)
{
    /// <summary>What is said where it has been filed.</summary>
    public string Filed => T($"Asked for {DurationText.Format(Asked.By)} more. Until it is agreed the old end stands.");
}
