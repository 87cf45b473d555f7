using JitPortal.Storage.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace JitPortal.Storage.Catalog;

/// <summary>A person who owns an entitlement: "the resource's owner" in a policy means them and the owning group.</summary>
public sealed class EntitlementOwnerRow : IEntityTypeConfiguration<EntitlementOwnerRow>
{
    public Guid EntitlementId { get; set; }

    public Guid PersonId { get; set; }

    public DateTimeOffset Since { get; set; }

    public void Configure(EntityTypeBuilder<EntitlementOwnerRow> builder)
    {
        builder.ToTable("entitlement_owners");
        builder.HasKey(r => new { r.EntitlementId, r.PersonId });
        builder.HasOne<EntitlementRow>().WithMany().HasForeignKey(r => r.EntitlementId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PersonRow>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
