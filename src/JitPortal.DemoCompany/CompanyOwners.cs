using JitPortal.Application.Catalog;
using JitPortal.Domain.Catalog;
using JitPortal.Storage.Catalog;

namespace JitPortal.DemoCompany;

/// <summary>Each resource is owned by the lead of the team whose work it is.</summary>
internal sealed class CompanyOwners(IReadOnlyList<Colleague> staff, CompanyGround ground, Attendance attendance, SetOwners setOwners)
{
    public async Task SetAsync(IReadOnlyList<EntitlementRow> catalogue, CancellationToken ct)
    {
        var administrator = await attendance.OfAsync(ground.Known[^1], ct);
        foreach (var entitlement in catalogue)
        {
            var lead = await attendance.OfAsync(LeadOf(TeamOf(entitlement.Resource)), ct);
            _ = (await setOwners.RunAsync(administrator, new EntitlementId(entitlement.Id), [lead.Id], group: null, ct)).Value;
        }
    }

    private Colleague LeadOf(string team) => staff.Last(c => c.Team == team && c.Groups.Contains(CompanyStaff.Managers, StringComparer.Ordinal));

    private static string TeamOf(string resource) => resource switch
    {
        "orders-db" or "app hosts" or "edge hosts" or "shop hosts" => "engineering",
        "payments-db" or "orders back office" => "payments",
        "pricing-db" or "reports-db" => "data",
        "crm-db" or "customer care desk" => "support",
        "stock-db" or "warehouse-db" or "till servers" => "warehouse",
        "ledger-db" => "finance",
        "mail hosts" or "monitoring hosts" or "backup hosts" => "it",
        _ => "platform",
    };
}
