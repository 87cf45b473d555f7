using JitPortal.Domain.Notices;

namespace JitPortal.Web.Notices;

/// <summary>What people choose by, in words.</summary>
internal static class TopicWords
{
    public static (string Name, string What) Of(NoticeTopic topic) => topic switch
    {
        NoticeTopic.ToDecide => ("Requests that wait for you", "When somebody asks, and when they remind you."),
        NoticeTopic.DecidedByOthers => ("Requests that wait for you no more", "Another approver was first, or it was withdrawn or lapsed."),
        NoticeTopic.MyRequests => ("What became of your requests", "Approved, not approved, lapsed."),
        NoticeTopic.AccessOpen => ("Your access is open", "When it opens and when it gets longer."),
        NoticeTopic.EndingSoon => ("Your access ends soon", "10 and 2 minutes before the end."),
        NoticeTopic.AccessEnded => ("Your access has ended", "With how that was seen."),
        NoticeTopic.Trouble => ("Trouble with your access", "It could not be opened, was taken away, or is not seen to be gone."),
        NoticeTopic.Operations => ("Operations", "Targets that fail or work again, locks, records that were set aside, policies published by one alone."),
        NoticeTopic.Alarms => ("Alarms", "Removals that are not confirmed, and emergency access. Always sent."),
        _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, message: null),
    };

    /// <summary>Only who looks after the portal is told of these.</summary>
    public static bool IsForAdministrators(NoticeTopic topic) => topic is NoticeTopic.Operations;

    /// <summary>Only who decides is told of these.</summary>
    public static bool IsForApprovers(NoticeTopic topic) => topic is NoticeTopic.ToDecide or NoticeTopic.DecidedByOthers;
}
