using JitPortal.Application.Approvals;
using JitPortal.Application.Audit;
using JitPortal.Application.Catalog;
using JitPortal.Application.Grants;
using JitPortal.Application.Intake;
using JitPortal.Application.Live;
using JitPortal.Application.Notices;
using JitPortal.Application.People;
using JitPortal.Application.Policies;
using JitPortal.Application.Requests;
using JitPortal.Application.Targets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Application;

/// <summary>All use cases; each is stateless and may live as long as the process. Each folder adds its own.</summary>
public static class ApplicationSetup
{
    /// <param name="spoolFolder">Where outcomes are kept while the database takes no writes; a disk of this node.</param>
    public static IServiceCollection AddApplication(this IServiceCollection services, string spoolFolder)
    {
        services.TryAddSingleton(_ => new OutcomeSpool(spoolFolder));
        services.TryAddSingleton<RepeatedCalls>();
        services.TryAddSingleton<ILiveEvents, LiveEvents>();
        services.AddPeople();
        services.AddCatalog();
        services.AddTargets();
        services.AddPolicies();
        services.AddRequests();
        services.AddApprovals();
        services.AddGrants();
        services.AddAudit();
        services.AddNotices();
        return services;
    }
}
