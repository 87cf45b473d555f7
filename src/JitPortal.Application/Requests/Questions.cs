using JitPortal.Domain.Audit;

namespace JitPortal.Application.Requests;

/// <summary>What was asked about a request, as the log has it.</summary>
internal static class Questions
{
    /// <summary>Those without an answer: an answer is to everything asked before it.</summary>
    /// <param name="told">The request's events in their order, or some of them.</param>
    public static IReadOnlyList<T> Open<T>(IEnumerable<T> told, Func<T, string> typeOf)
    {
        var open = new List<T>();
        foreach (var one in told)
        {
            if (typeOf(one) == AuditTypes.QuestionAnswered)
                open.Clear();
            else if (typeOf(one) == AuditTypes.QuestionAsked)
                open.Add(one);
        }
        return open;
    }
}
