using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Application.Requests;

internal static class RequestsSetup
{
    public static void AddRequests(this IServiceCollection services)
    {
        services.TryAddSingleton<PreviewRequest>();
        services.TryAddSingleton<SubmitRequest>();
        services.TryAddSingleton<WithdrawRequest>();
        services.TryAddSingleton<ConfirmRequest>();
        services.TryAddSingleton<RemindApprovers>();
        services.TryAddSingleton<RemindByTime>();
        services.TryAddSingleton<ReadRequest>();
        services.TryAddSingleton<ListRequests>();
        services.TryAddSingleton<AwaitRequest>();
        services.TryAddSingleton<ListUsual>();
        services.TryAddSingleton<Asking>();
        services.TryAddSingleton<Timelines>();
        services.TryAddSingleton<KeepAction>();
        services.TryAddSingleton<ReadKeptAction>();
        services.TryAddSingleton<ContinueAction>();
        services.TryAddSingleton<Rechecks>();
        services.TryAddSingleton<AnnounceStages>();
        services.TryAddSingleton<WhoWouldDecide>();
        services.TryAddSingleton<LapseRequests>();
        services.TryAddSingleton<DueDecisions>();
    }
}
