using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Application.Audit;

internal static class AuditSetup
{
    /// <summary>What is asked of the log, and what is erased from it.</summary>
    public static void AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton<VerifyAudit>();
        services.TryAddSingleton<ListAudit>();
        services.TryAddSingleton<BrowseAudit>();
        services.TryAddSingleton<ReadAuditEvent>();
        services.TryAddSingleton<WhoHad>();
        services.TryAddSingleton<ListExceptions>();
        services.TryAddSingleton<LookUpTrace>();
        services.TryAddSingleton<BeginExport>();
        services.TryAddSingleton<ErasePerson>();
    }
}
