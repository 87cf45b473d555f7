using JitPortal.Domain.Notices;

namespace JitPortal.Web.Notices;

/// <summary>What people choose by, in words.</summary>
internal static class TopicWords
{
    public static (string Name, string What) Of(NoticeTopic topic) => topic switch
    {
        NoticeTopic.ToDecide => (T("Requests that wait for you"), T("When somebody asks, reminds you or answers you, and when one is passed on to you.")),
        NoticeTopic.DecidedByOthers => (T("Requests that wait for you no more"), T("Another approver was first, or it was withdrawn or lapsed.")),
        NoticeTopic.MyRequests => (T("Your requests"), T("Approved, not approved, lapsed, and what approvers ask you about them.")),
        NoticeTopic.AccessOpen => (T("Your access is open"), T("When it opens and when it gets longer.")),
        NoticeTopic.EndingSoon => (T("Your access ends soon"), T("10 and 2 minutes before the end.")),
        NoticeTopic.AccessEnded => (T("Your access has ended"), T("With how that was seen.")),
        NoticeTopic.Trouble => (T("Trouble with your access"), T("It could not be opened, was taken away, or is not seen to be gone.")),
        NoticeTopic.Operations => (T("Operations"), T("Targets that fail or work again, locks, records that were set aside, policies published by one alone.")),
        NoticeTopic.Alarms => (T("Alarms"), T("Removals that are not confirmed, and emergency access. Always sent.")),
        _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, message: null),
    };

    /// <summary>Only who looks after the portal is told of these.</summary>
    public static bool IsForAdministrators(NoticeTopic topic) => topic is NoticeTopic.Operations;

    /// <summary>Only who decides is told of these.</summary>
    public static bool IsForApprovers(NoticeTopic topic) => topic is NoticeTopic.ToDecide or NoticeTopic.DecidedByOthers;
}
