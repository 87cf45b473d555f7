using JitPortal.Application.Grants;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Requests;
using JitPortal.Domain.Time;
using JitPortal.Web.SignIn;

namespace JitPortal.Web.Grants;

/// <summary>Asks for more time. Where the policies want a stronger sign-in first, the answer carries what can be kept until then.</summary>
public sealed class ExtensionDesk(CurrentActor me, ExtendGrant extendGrant, SubmitRequest submitRequest, ReadRequest readRequest)
{
    public async Task<ExtensionAnswer> AskAsync(ExtensionForm extension)
    {
        var actor = await me.ReadAsync(CancellationToken.None);
        var form = await extendGrant.FormAsync(actor, extension, CancellationToken.None);
        if (!form.Succeeded)
            return new ExtensionAnswer(extension, form.Refusal);
        var asked = await submitRequest.RunAsync(actor, form.Value, CancellationToken.None);
        if (!asked.Succeeded)
            return new ExtensionAnswer(extension, asked.Refusal, asked.Refusal is Refusal.NeedsStepUp ? new KeptAction.Ask(form.Value) : null);
        var filed = await readRequest.RunAsync(actor, asked.Value, CancellationToken.None);
        return filed.Match(view => Became(extension, view), unreadable => new ExtensionAnswer(extension, unreadable));
    }

    /// <summary>What the policies refuse is filed as well, and is a refusal to whoever asked.</summary>
    private static ExtensionAnswer Became(ExtensionForm extension, RequestView view) => view.Summary.State == RequestState.Denied
        ? new ExtensionAnswer(extension, new Refusal.Forbidden(view.Sentence))
        : new ExtensionAnswer(extension, null) { IsAgreed = view.Summary.State == RequestState.Approved };
}

/// <param name="Asked">What was asked for.</param>
/// <param name="Refusal"><see langword="null"/> where it was agreed to, or waits for somebody; the refusals of <see cref="ExtendGrant"/>, and what the policies refused.</param>
/// <param name="Kept">With <see cref="Refusal.NeedsStepUp"/> what is done once the sign-in was given.</param>
public sealed record ExtensionAnswer(ExtensionForm Asked, Refusal? Refusal, KeptAction? Kept = null)
{
    /// <summary>Nobody has to agree any more.</summary>
    public bool IsAgreed { get; init; }

    /// <summary>What is said where it was not refused.</summary>
    public string Filed => IsAgreed
        ? T($"{DurationText.Format(Asked.By)} more agreed. The old end stands until the new one is confirmed.")
        : T($"Asked for {DurationText.Format(Asked.By)} more. Until it is agreed the old end stands.");
}
