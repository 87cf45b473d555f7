using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Application.Approvals;

internal static class ApprovalsSetup
{
    /// <summary>Who decides, and what is judged afterwards.</summary>
    public static void AddApprovals(this IServiceCollection services)
    {
        services.TryAddSingleton<CountApprovals>();
        services.TryAddSingleton<ListApprovals>();
        services.TryAddSingleton<ListDecided>();
        services.TryAddSingleton<DecideRequest>();
        services.TryAddSingleton<Deciding>();
        services.TryAddSingleton<Completion>();
        services.TryAddSingleton<PassOnRequest>();
        services.TryAddSingleton<AskRequester>();
        services.TryAddSingleton<AnswerQuestion>();
        services.TryAddSingleton<ExplainEmergency>();
        services.TryAddSingleton<ReviewEmergency>();
        services.TryAddSingleton<ListPostReviews>();
        services.TryAddSingleton<MarkOverdueReviews>();
        services.TryAddSingleton<GoAway>();
        services.TryAddSingleton<ComeBack>();
        services.TryAddSingleton<ReadAway>();
    }
}
