using JitPortal.Domain.Grants;
using JitPortal.Domain.Requests;
using JitPortal.Storage;
using JitPortal.Storage.Requests;

namespace JitPortal.Application.Requests;

/// <summary>Which requests of a list are wanted.</summary>
/// <param name="Stage">Where they stand.</param>
/// <param name="Text">Occurs in the reason, the resource or the role, in any case of letters, or is the number such as REQ-1042; <see langword="null"/> or empty for all.</param>
public sealed record RequestFilter(RequestStage Stage, string? Text)
{
    public static RequestFilter All { get; } = new(RequestStage.Any, null);

    /// <summary>The text may occur in the requester's name too: in a list of more people than one.</summary>
    public bool FindsRequesters { get; init; }

    internal IQueryable<RequestRow> Apply(PortalDb db, IQueryable<RequestRow> requests)
    {
        var staged = Stage switch
        {
            RequestStage.Waiting => requests.Where(RequestRow.Undecided),
            RequestStage.Open => requests.Where(r => db.Grants.Any(g => g.RequestId == r.Id && g.State != GrantState.Ended)),
            RequestStage.Over => requests.Where(r => r.State == RequestState.Approved && !db.Grants.Any(g => g.RequestId == r.Id && g.State != GrantState.Ended)),
            RequestStage.NotGranted => requests.Where(r => r.State == RequestState.Denied || r.State == RequestState.Withdrawn || r.State == RequestState.Lapsed),
            _ => requests,
        };
        if (string.IsNullOrWhiteSpace(Text))
            return staged;
        if (RequestNumber.Parse(Text) is { } number)
            return staged.Where(r => r.Number == number);
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // translated to SQL, where the culture of this process has no say
        var text = Text.Trim().ToLower();
        return staged.Where(r => r.Reason.ToLower().Contains(text)
            || db.Entitlements.Any(e => e.Id == r.EntitlementId && (e.Resource.ToLower().Contains(text) || e.Role.ToLower().Contains(text)))
            || (FindsRequesters && db.People.Any(p => p.Id == r.RequesterId && p.Name.ToLower().Contains(text))));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
    }
}

/// <summary>Where a request stands, as coarsely as a list is filtered.</summary>
public enum RequestStage
{
    Any,

    /// <summary>Nobody has decided yet.</summary>
    Waiting,

    /// <summary>Approved, and its access has not ended.</summary>
    Open,

    /// <summary>Approved, and its access has ended.</summary>
    Over,

    /// <summary>Denied, withdrawn or lapsed.</summary>
    NotGranted,
}
