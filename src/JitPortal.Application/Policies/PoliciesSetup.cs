using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Application.Policies;

internal static class PoliciesSetup
{
    public static void AddPolicies(this IServiceCollection services)
    {
        services.TryAddSingleton(FactLimits.Usual);
        services.TryAddSingleton<FactsReading>();
        services.TryAddSingleton<PolicySets>();
        services.TryAddSingleton<ActivationCheck>();
        services.TryAddSingleton<PublishPolicy>();
        services.TryAddSingleton<SaveDraft>();
        services.TryAddSingleton<DiscardDraft>();
        services.TryAddSingleton<ProposePolicy>();
        services.TryAddSingleton<WithdrawProposal>();
        services.TryAddSingleton<ConfirmPolicy>();
        services.TryAddSingleton<RetirePolicy>();
        services.TryAddSingleton<ListPolicies>();
        services.TryAddSingleton<ReadPolicy>();
        services.TryAddSingleton<ReadPolicyNames>();
        services.TryAddSingleton<AnalysePolicy>();
        services.TryAddSingleton<TryPolicy>();
        services.TryAddSingleton<ReadSoloMode>();
    }
}
