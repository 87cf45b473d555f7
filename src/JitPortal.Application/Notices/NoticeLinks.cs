using JitPortal.Domain.Grants;
using JitPortal.Domain.Notices;
using JitPortal.Domain.Requests;
using JitPortal.Storage.Notices;

namespace JitPortal.Application.Notices;

/// <summary>Where a notice leads: to a page that shows, never to something that decides.</summary>
internal static class NoticeLinks
{
    public const string Settings = "/settings/notices";

    public static string PathOf(NoticeRow notice) => notice switch
    {
        { Kind: NoticeKind.RequestWaits or NoticeKind.RequestStillWaits or NoticeKind.NothingToDo or NoticeKind.RequestPassedOn or NoticeKind.QuestionAnswered, RequestId: { } request } => $"/approve/{new RequestId(request)}",
        { RequestId: { } request } => $"/requests/{new RequestId(request)}",
        { Kind: NoticeKind.PolicyPublishedAlone or NoticeKind.Untellable or NoticeKind.LockPlaced } => "/audit",
        _ => "/admin",
    };
}
