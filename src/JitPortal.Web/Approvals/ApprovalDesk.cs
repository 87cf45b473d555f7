using JitPortal.Application.Approvals;
using JitPortal.Application.Grants;
using JitPortal.Application.Notices;
using JitPortal.Application.Requests;
using JitPortal.Domain;
using JitPortal.Domain.Grants;
using JitPortal.Domain.People;
using JitPortal.Domain.Requests;

namespace JitPortal.Web.Approvals;

/// <summary>The use cases of the page that decides without a circuit.</summary>
public sealed class ApprovalDesk(ReadRequest readRequest, ListApprovals listApprovals, DecideRequest decideRequest, PassOnRequest passOnRequest, AskRequester askRequester, RevokeGrant revokeGrant, SeeNotices seeNotices)
{
    /// <returns>The request, <see langword="null"/> where the reader may not know of it, and everything that waits for them.</returns>
    public async Task<(RequestView? View, IReadOnlyList<ApprovalItem> Waiting)> ReadAsync(Actor actor, RequestId id, CancellationToken ct)
    {
        var read = await readRequest.RunAsync(actor, id, ct);
        if (read.Succeeded)
            await seeNotices.RunAsync(actor, id, ct);
        return (read.Succeeded ? read.Value : null, await listApprovals.RunAsync(actor, ct));
    }

    public Task<Outcome<Done>> DecideAsync(Actor actor, RequestId id, DecisionForm form, CancellationToken ct) => decideRequest.RunAsync(actor, id, form, ct);

    public Task<Outcome<Done>> PassOnAsync(Actor actor, RequestId id, PassOnForm form, CancellationToken ct) => passOnRequest.RunAsync(actor, id, form, ct);

    public Task<Outcome<Done>> AskAsync(Actor actor, RequestId id, string question, CancellationToken ct) => askRequester.RunAsync(actor, id, question, ct);

    public Task<Outcome<Done>> TakeBackAsync(Actor actor, GrantId id, string reason, CancellationToken ct) => revokeGrant.RunAsync(actor, id, reason, ct);
}
